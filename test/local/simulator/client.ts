import { type SimulatorOptions, startSimulator } from '#local/simulator/start-simulator.ts';

export const secret = 'hl-shared-secret-01';

const credentials = { authorization: 'Bearer token-01', 'client-id': 'client-01' };

const toContent = (body: unknown): FormData | string | null => {
  if (body === undefined) return null;
  return typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body);
};

type TestOptions = Pick<SimulatorOptions, 'webhookUrl'> & Partial<SimulatorOptions>;

/** A simulator on a free port and a client that calls it over HTTP with the right credentials. */
export const startTestSimulator = async (options: TestOptions) => {
  const simulator = await startSimulator({
    port: 0,
    webhookSecret: secret,
    token: 'token-01',
    clientId: 'client-01',
    timeScale: 1,
    ...options,
  });

  const close = () => simulator.close();

  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = credentials,
  ) => {
    const response = await fetch(`${simulator.url}${path}`, { method, headers, body: toContent(body) });
    const json: unknown = await response.json();
    return { status: response.status, json };
  };

  return {
    url: simulator.url,
    idle: () => simulator.idle(),
    settled: () => simulator.settled(),
    call,
    deliver: (body: string) => call('POST', '/_control/deliver', body),
    enable: () => call('POST', '/v1.0/webhook/', { enabled: true }),
    state: async () => (await call('GET', '/_control/state')).json,
    register: (authId: string) => call('POST', '/v1.0/user/', { auth_id: authId }),
    log: (authId: string, text: string) =>
      call('POST', '/v1.0/log_message_from_user/', {
        user: { auth_id: authId },
        message_body: text,
        message_type: 0,
        business_id: 343,
      }),
    close,
    [Symbol.asyncDispose]: close,
  };
};

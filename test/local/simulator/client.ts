import { type SimulatorOptions, startSimulator } from '#local/simulator/start-simulator.ts';

export const secret = 'hl-shared-secret-01';

const credentials = { authorization: 'Bearer token-01', 'client-id': 'client-01' };

/** A simulator on a free port and a client that calls it over HTTP with the right credentials. */
export const startTestSimulator = async (options: Pick<SimulatorOptions, 'webhookUrl'>) => {
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
    const content = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const response = await fetch(`${simulator.url}${path}`, { method, headers, body: content ?? null });
    const json: unknown = await response.json();
    return { status: response.status, json };
  };

  return {
    url: simulator.url,
    call,
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

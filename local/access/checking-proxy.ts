import {
  Agent,
  createServer,
  type IncomingMessage,
  type RequestOptions,
  request,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeServer } from '#local/close-server.ts';
import { clientSettings } from '#local/emulators/client-settings.ts';
import { listenOnFreePort } from '#local/emulators/listen-on-free-port.ts';
import type { Judge, Verdict } from './judge.ts';
import type { Refusal } from './service.ts';

type ProxyOptions = {
  /** Base URL of the service; undefined where nothing is ever passed on. */
  readonly endpoint: string | undefined;
  readonly readsBody: boolean;
  readonly judge: Judge;
};

type Exchange = { readonly incoming: IncomingMessage; readonly response: ServerResponse };
type Passed = Extract<Verdict, { kind: 'pass' }>;

/**
 * Every caller has the emulators' own key behind the proxy: some keep the tables of different keys apart. Alternating
 * names and values, as they came.
 */
const withSharedKey = (rawHeaders: readonly string[]): string[] =>
  rawHeaders.map((value) =>
    value.startsWith('AWS4-HMAC-SHA256 ')
      ? value.replace(/Credential=[^/]+/, `Credential=${clientSettings.credentials.accessKeyId}`)
      : value,
  );

const refuse = (response: ServerResponse, { status, headers, body }: Refusal): void => {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
};

const passAnswer = (answer: IncomingMessage, response: ServerResponse, { ifMissing }: Passed): void => {
  const refusal = answer.statusCode === 404 ? ifMissing() : undefined;
  if (refusal) {
    answer.resume();
    refuse(response, refusal);
  } else {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    // An answer that breaks off must not look whole.
    answer.once('error', () => response.destroy());
    answer.pipe(response);
  }
};

/** Passes a request on, with its body where that was read already. */
const passOn = (
  { incoming, response }: Exchange,
  { upstream, body, passed }: { upstream: RequestOptions; body: Buffer | undefined; passed: Passed },
): void => {
  const { method, url: path, rawHeaders } = incoming;
  const outgoing = request({ ...upstream, method, path, headers: withSharedKey(rawHeaders) });
  outgoing.once('response', (answer) => passAnswer(answer, response, passed));
  // The caller sees what it would see of the service itself: a connection that breaks.
  outgoing.once('error', () => response.destroy());
  response.once('close', () => {
    if (!response.writableFinished) outgoing.destroy();
  });
  if (body === undefined) incoming.pipe(outgoing);
  else outgoing.end(body);
};

/** Starts a proxy on a free loopback port that passes on what the judge lets pass. */
export const startCheckingProxy = async ({ endpoint, readsBody, judge }: ProxyOptions) => {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(endpoint ?? 'http://nowhere.invalid');
  const upstream = { agent, hostname, port };

  const serve = async (exchange: Exchange): Promise<void> => {
    const { incoming, response } = exchange;
    const body = readsBody ? await buffer(incoming) : undefined;
    const verdict = judge(incoming, body?.toString() ?? '');
    if (verdict.kind === 'refuse') refuse(response, verdict.refusal);
    else passOn(exchange, { upstream, body, passed: verdict });
  };

  const server = createServer((incoming, response) => {
    // Whoever hangs up midway is owed no answer.
    serve({ incoming, response }).catch(() => response.destroy());
  });
  // Callers keep their connections: one that is closed under a request on its way costs them another attempt.
  server.keepAliveTimeout = 0;
  const listening = await listenOnFreePort(server);
  return {
    endpoint: `http://127.0.0.1:${listening}`,
    async [Symbol.asyncDispose]() {
      await closeServer(server);
      agent.destroy();
    },
  };
};

import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { signedBy } from '#local/access/caller.ts';
import { closeServer } from '#local/close-server.ts';
import { listenOnFreePort } from '#local/emulators/listen-on-free-port.ts';
import { readCall, type ServiceName } from './read-call.ts';

type Options = {
  readonly service: ServiceName;
  /** Base URL of what answers. */
  readonly target: string;
  readonly count: CountCall;
};

/** A call that was answered: the access key id of whoever called, the body, and what it counts as. */
type Call = {
  readonly caller: string;
  readonly asked: string;
  readonly done: Readonly<Record<string, number>>;
};

export type CountCall = (call: Call) => void;

/** DynamoDB tells what a call consumed only when it is asked. */
const askForUnits = (body: Buffer): Buffer =>
  Buffer.from(JSON.stringify({ ...JSON.parse(body.toString()), ReturnConsumedCapacity: 'INDEXES' }));

const forward = async (
  target: URL,
  incoming: IncomingMessage,
  body: Buffer,
): Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }> => {
  const { method, url, headers } = incoming;
  const outgoing = request(new URL(url ?? '/', target), {
    method,
    headers: { ...headers, host: target.host, 'content-length': body.length },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve).on('error', reject);
  });
  outgoing.end(body);
  const answer = await answered;
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) };
};

/** Stands before an AWS endpoint and counts what passes. Gives its base URL. */
export const startCountingProxy = async (options: Options): Promise<AsyncDisposable & { url: string }> => {
  const { service, count } = options;
  const target = new URL(options.target);
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const given = await buffer(incoming);
    const body = service === 'dynamodb' ? askForUnits(given) : given;
    const answer = await forward(target, incoming, body);
    const asked = body.toString();
    const done = readCall(service, incoming, { asked, answered: answer.body.toString() });
    count({ caller: signedBy(incoming), asked, done });
    // The body is as DynamoDB sent it, units included: the SDK's checksum of it still holds.
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const server = createServer((incoming, response) => {
    void serve(incoming, response).catch((error: unknown) => response.destroy(new Error(String(error))));
  });
  const port = await listenOnFreePort(server);
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => closeServer(server),
  };
};

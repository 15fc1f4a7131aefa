import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { listenOnFreePort } from '#local/emulators/listen-on-free-port.ts';

/** Calls by operation, and the units that DynamoDB says they consumed. */
export type Counts = { calls: number; tableWrites: number; indexWrites: number; reads: number };

type CountingProxy = AsyncDisposable & {
  url: string;
  /** What has passed since the last look. */
  take: () => Counts;
};

const units = z.optional(z.object({ CapacityUnits: z.optional(z.number()) }));
const consumedSchema = z.object({
  CapacityUnits: z.optional(z.number()),
  LocalSecondaryIndexes: z.optional(z.record(z.string(), units)),
  GlobalSecondaryIndexes: z.optional(z.record(z.string(), units)),
});
/** Calls that take several tables answer a list. */
const answerSchema = z.object({
  ConsumedCapacity: z.optional(z.union([z.array(consumedSchema), consumedSchema])),
});

const none = (): Counts => ({ calls: 0, tableWrites: 0, indexWrites: 0, reads: 0 });

const unitsOf = (indexes: z.infer<typeof consumedSchema>['LocalSecondaryIndexes']): number =>
  Object.values(indexes ?? {}).reduce((sum, index) => sum + (index?.CapacityUnits ?? 0), 0);

const operationOf = ({ headers }: IncomingMessage): string => String(headers['x-amz-target']);

const isDynamo = (request: IncomingMessage): boolean => operationOf(request).startsWith('DynamoDB');

/** An operation either reads or writes. */
const writes = /\.(PutItem|UpdateItem|DeleteItem|TransactWriteItems)$/;

/** DynamoDB tells what a call consumed only when it is asked. */
const askForUnits = (body: Buffer): Buffer =>
  Buffer.from(JSON.stringify({ ...JSON.parse(body.toString()), ReturnConsumedCapacity: 'INDEXES' }));

const add = (counts: Counts, operation: string, answer: Buffer): void => {
  const { ConsumedCapacity = [] } = z.parse(answerSchema, JSON.parse(answer.toString()));
  for (const consumed of [ConsumedCapacity].flat()) {
    const { CapacityUnits = 0, LocalSecondaryIndexes, GlobalSecondaryIndexes } = consumed;
    const ofIndexes = unitsOf(LocalSecondaryIndexes) + unitsOf(GlobalSecondaryIndexes);
    if (writes.test(operation)) {
      counts.tableWrites += CapacityUnits - ofIndexes;
      counts.indexWrites += ofIndexes;
    } else counts.reads += CapacityUnits;
  }
};

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

/** Stands before an AWS endpoint and counts what passes. */
export const startCountingProxy = async (targetUrl: string): Promise<CountingProxy> => {
  const target = new URL(targetUrl);
  let counts = none();
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(incoming);
    const answer = await forward(target, incoming, isDynamo(incoming) ? askForUnits(body) : body);
    counts.calls += 1;
    if (isDynamo(incoming)) add(counts, operationOf(incoming), answer.body);
    // The body is as DynamoDB sent it, units included: the SDK's checksum of it still holds.
    response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const server = createServer((incoming, response) => {
    void serve(incoming, response).catch((error: unknown) => response.destroy(new Error(String(error))));
  });
  const port = await listenOnFreePort(server);
  return {
    url: `http://127.0.0.1:${port}`,
    take: () => {
      const taken = counts;
      counts = none();
      return taken;
    },
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
};

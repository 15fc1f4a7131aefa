import { type ApiDependencies, createApi } from '#functions/api/api.ts';
import type { ApiRequest } from '#functions/api/request.ts';
import type { RouteKey } from '#functions/api/route-key.ts';
import { createAppend } from '#functions/shared/append/append.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { InvalidRequestError, type Problem } from '#functions/shared/domain/errors.ts';
import type { IncomingEvent } from '#functions/shared/domain/event.ts';
import type { Platform } from '#functions/shared/domain/outbox/platform.ts';
import type { Uploads } from '#functions/shared/domain/ports.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import { createMemoryAudit } from '#test/support/memory-audit.ts';
import { createMemoryBucket } from './memory-bucket.ts';
import { createMemoryConversationStore } from './memory-conversation-store.ts';
import { createMemoryIdempotency, createMemoryOutbox } from './memory-outbox.ts';
import { createObserved } from './observed.ts';
import { sampleNews, someTime } from './samples.ts';

/** A channel that is sent to, one of two businesses that only receives, and one that cannot send. */
const sendingChannel: Channel = {
  name: 'haptik',
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  secretId: 's',
  businessIds: 'any',
  send: { baseUrl: 'https://platform.example', credentialsId: 'c', askUrl: 'https://platform.example/ask' },
};

const channels: readonly Channel[] = [
  sendingChannel,
  {
    ...sendingChannel,
    name: 'narrow',
    businessIds: ['343', '344'],
    send: { baseUrl: 'https://p', credentialsId: 'c' },
  },
  { ...sendingChannel, name: 'deaf', send: undefined },
];

const unasked = async (): Promise<never> => {
  throw new Error('The platform was called.');
};

/** A platform that nobody may call. */
const silentPlatform: Platform = {
  perform: unasked,
  register: unasked,
  ask: unasked,
  enableWebhook: unasked,
};

/** Signs anything, and nothing was ever uploaded. */
const emptyUploads: Uploads = {
  presignPut: async (key, { contentType, size }) => ({
    url: `https://bucket.example/${key}`,
    headers: { 'content-type': contentType, 'content-length': String(size) },
  }),
  head: async () => undefined,
  open: unasked,
};

/** What a call is made of, each part with a default. `body` is JSON unless it is text or bytes. */
type CallOptions = {
  path?: Record<string, string> | undefined;
  query?: Record<string, string> | undefined;
  body?: unknown;
  key?: string | undefined;
};

const bytesOf = (body: unknown): Uint8Array => {
  if (body === undefined) return Buffer.alloc(0);
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
};

/** The request of a call, as the handler hands it over. */
export const apiRequest = (
  route: string,
  { path = {}, query = {}, body, key }: CallOptions = {},
): ApiRequest => ({
  id: 'request-1',
  path,
  query,
  line: `${route} ${JSON.stringify([path, query])}`,
  body: bytesOf(body),
  idempotencyKey: key,
});

type User = { authId?: string; userId?: string; name?: string };

/** The API over stores in memory, with a clock that stands still. */
export const createApiSetting = (changes: Partial<ApiDependencies> = {}) => {
  const time = { now: someTime };
  const clock = () => time.now;
  const store = createMemoryConversationStore();
  const outbox = createMemoryOutbox();
  const idempotency = createMemoryIdempotency();
  const observed = createObserved();
  const woken: string[] = [];
  const audit = createMemoryAudit(clock);
  const append = createAppend({ store, clock, pause: async () => {} });

  const deps: ApiDependencies = {
    reader: store,
    append,
    outbox,
    idempotency,
    wakeUps: { send: async (_lane, token) => void woken.push(token) },
    platform: silentPlatform,
    uploads: emptyUploads,
    bucket: createMemoryBucket(),
    audit,
    queue: { send: async () => {} },
    sourceNamed,
    channels,
    version: '1.2.3',
    clock,
    pause: async (milliseconds) => {
      time.now += milliseconds;
    },
    signalAfter: () => new AbortController().signal,
    log: observed.log,
    ...changes,
  };
  const api = createApi(deps);

  const raw = (route: RouteKey, options?: CallOptions) => api[route](apiRequest(route, options));

  const call = async (route: RouteKey, options?: CallOptions) => {
    const { status, body } = await raw(route, options);
    const answer: unknown = JSON.parse(body);
    return { status, body: answer };
  };

  return {
    time,
    store,
    outbox,
    idempotency,
    audit: audit.entries,
    woken,
    lines: observed.lines,
    raw,
    call,
    /** The problems of a call that is refused as invalid. */
    problems: async (route: RouteKey, options?: CallOptions): Promise<readonly Problem[]> => {
      try {
        await raw(route, options);
      } catch (error) {
        if (error instanceof InvalidRequestError) return error.details;
        throw error;
      }
      throw new Error('The call succeeded.');
    },
    /** Stores events of a user, by default of `u-1` in the business 343. */
    tell: async (events: IncomingEvent[], user: User = { authId: 'u-1' }, businessId = '343') => {
      const payload = '{"told":true}';
      const news = sampleNews(events, { user, businessId });
      await append(
        [{ channel: 'haptik', source: 'haptik', receivedAt: time.now, payload, news }],
        time.now + 1000,
      );
    },
  };
};

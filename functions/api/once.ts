import { ulid } from 'ulid';
import { digestOf } from '#functions/shared/domain/digest.ts';
import { ConflictError, InvalidRequestError, RelayError } from '#functions/shared/domain/errors.ts';
import type { Log } from '#functions/shared/domain/observe.ts';
import type { Claim, IdempotencyStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import type { ApiAnswer } from './api-answer.ts';
import type { ApiRequest, WriteRequest } from './request.ts';

type Dependencies = {
  idempotency: IdempotencyStore;
  clock: () => number;
  /** Waits this many milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
  log: Log;
};

/** How often a request looks whether its twin is answered, and for how long: milliseconds. */
const interval = 250;
const longestWait = 20_000;

const keyOf = ({ idempotencyKey }: ApiRequest): string | undefined => {
  if (idempotencyKey === undefined || /^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) return idempotencyKey;
  const message = 'must be 1 to 255 visible ASCII characters';
  throw new InvalidRequestError([{ field: 'Idempotency-Key', message }]);
};

const conflict = (): ConflictError =>
  new ConflictError(
    'IDEMPOTENCY_CONFLICT',
    'This Idempotency-Key came with another request within 24 hours. Use a new key for a new request.',
  );

const underWay = (): ConflictError =>
  new ConflictError('IDEMPOTENCY_UNDER_WAY', 'The same request is still being served. Ask again.');

type Settled = Extract<Claim, { is: 'ours' | 'answered' }>;

/** Claims the key; while another call serves the same request, waits for its answer. */
const settle = async (
  { idempotency, clock, pause }: Dependencies,
  key: string,
  { line, body }: ApiRequest,
): Promise<Settled> => {
  const end = clock() + longestWait;
  const request = { digest: digestOf(line, body), seed: ulid(clock()) };
  for (;;) {
    const claim = await idempotency.claim(key, { ...request, now: clock() });
    if (claim.is === 'conflict') throw conflict();
    if (claim.is !== 'under_way') return claim;
    if (clock() + interval > end) throw underWay();
    await pause(interval);
  }
};

/** What fails here costs a wait or a second look, and nothing else: the seed names what was made. */
const orLog = async ({ log }: Dependencies, noting: Promise<void>): Promise<void> => {
  try {
    await noting;
  } catch (error) {
    log.error('What became of a request could not be noted under its Idempotency-Key.', {}, error);
  }
};

/** Whether the same again can only end in the same way, so that nothing needs to be remembered. */
const isForGood = (error: unknown): boolean => error instanceof RelayError && !error.retryable;

/**
 * Serves requests of one Idempotency-Key once: the same again gets the same answer, another request under the key is
 * a conflict, and of several at once one is served. A request that failed midway is served again with its seed.
 * @throws ConflictError, InvalidRequestError for a malformed key, and whatever the route throws
 */
export const createOnce =
  (deps: Dependencies) =>
  (route: (request: WriteRequest) => Promise<ApiAnswer>) =>
  async (request: ApiRequest): Promise<ApiAnswer> => {
    const receivedAt = deps.clock();
    const key = keyOf(request);
    if (key === undefined) return route({ ...request, receivedAt, seed: ulid(receivedAt) });
    const claim = await settle(deps, key, request);
    if (claim.is === 'answered') return { status: claim.status, body: claim.body };
    let answer: ApiAnswer;
    try {
      answer = await route({ ...request, receivedAt, seed: claim.seed });
    } catch (error) {
      await orLog(deps, deps.idempotency.release(key, isForGood(error)));
      throw error;
    }
    await orLog(deps, deps.idempotency.answer(key, answer));
    return answer;
  };

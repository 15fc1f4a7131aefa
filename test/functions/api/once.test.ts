import { describe, expect, test } from 'vitest';
import { type ApiAnswer, apiAnswer } from '#functions/api/api-answer.ts';
import { createOnce } from '#functions/api/once.ts';
import type { WriteRequest } from '#functions/api/request.ts';
import {
  ConflictError,
  InvalidRequestError,
  NotFoundError,
  PlatformUnavailableError,
  StoreUnavailableError,
} from '#functions/shared/domain/errors.ts';
import { apiRequest, createApiSetting } from '#test/support/api-setting.ts';
import { createMemoryIdempotency } from '#test/support/memory-outbox.ts';
import { createObserved } from '#test/support/observed.ts';
import { someTime } from '#test/support/samples.ts';

const line = 'POST /v1/x';

/** A route served once, over a clock that only waiting moves. Each time it is served it counts, and `serve` answers. */
const open = (serve: (request: WriteRequest, times: number) => Promise<ApiAnswer> | ApiAnswer) => {
  const time = { now: someTime };
  const idempotency = createMemoryIdempotency();
  const { log, lines } = createObserved();
  const seeds: string[] = [];
  const waits: number[] = [];
  const hooks = { whileWaiting: () => {} };
  const once = createOnce({
    idempotency,
    log,
    clock: () => time.now,
    pause: async (milliseconds) => {
      waits.push(milliseconds);
      time.now += milliseconds;
      hooks.whileWaiting();
      // Others come forward meanwhile.
      await new Promise(setImmediate);
    },
  });
  const route = once(async (request) => {
    seeds.push(request.seed);
    return serve(request, seeds.length);
  });
  const ask = (key?: string, body: object = {}, path: Record<string, string> = {}) =>
    route(apiRequest(line, { key, body, path }));
  return { ask, seeds, time, idempotency, lines, waits, hooks };
};

const counted = (_: WriteRequest, times: number) => apiAnswer(202, { times });

/** A gate that a route waits at. */
const createGate = () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
};

describe('a request', () => {
  test('without a key is served each time, with a seed of its own', async () => {
    const { ask, seeds } = open(counted);

    expect([await ask(), await ask()]).toEqual([apiAnswer(202, { times: 1 }), apiAnswer(202, { times: 2 })]);
    expect(new Set(seeds).size).toBe(2);
    expect(seeds.every((seed) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(seed))).toBe(true);
  });

  test('with the same key again gets the same answer, byte for byte, for 24 hours', async () => {
    const { ask, seeds, time } = open(() => ({ status: 201, body: '{ "spaces":  1.0 }' }));

    const first = await ask('k');
    time.now += 24 * 3_600_000 - 1;

    expect(await ask('k')).toEqual({ status: 201, body: '{ "spaces":  1.0 }' });
    expect(first).toEqual({ status: 201, body: '{ "spaces":  1.0 }' });
    expect(seeds).toHaveLength(1);
    time.now += 1;
    await ask('k');
    expect(seeds).toHaveLength(2);
  });

  test.each([
    ['another body', { a: 1 }, {}],
    ['another path', {}, { id: 'x' }],
  ])('with a key that came with %s is a conflict', async (_, body, path) => {
    const { ask, seeds } = open(counted);
    await ask('k');

    await expect(ask('k', body, path)).rejects.toMatchObject({ code: 'IDEMPOTENCY_CONFLICT' });
    expect(seeds).toHaveLength(1);
  });

  test.each(['', ' ', 'a b', 'ключ', 'a\u0000', 'x'.repeat(256)])(
    'with the malformed key %j is refused',
    async (key) => {
      const { ask, seeds } = open(counted);

      await expect(ask(key)).rejects.toMatchObject({
        name: 'InvalidRequestError',
        details: [{ field: 'Idempotency-Key' }],
      });
      expect(seeds).toEqual([]);
    },
  );

  test('may have a key of 255 characters', async () => {
    const { ask, seeds } = open(counted);

    await ask(`!~${'x'.repeat(253)}`);

    expect(seeds).toHaveLength(1);
  });

  test('that comes many times at once is served once, and all get its answer', async () => {
    const gate = createGate();
    const { ask, seeds, hooks } = open(async (...served) => {
      await gate.opened;
      return counted(...served);
    });
    const asking = Array.from({ length: 5 }, () => ask('k'));
    hooks.whileWaiting = gate.open;

    const answers = await Promise.all(asking);

    expect(new Set(answers.map(({ body }) => body))).toEqual(new Set(['{"times":1}']));
    expect(seeds).toHaveLength(1);
  });

  test('waits 20 seconds for its twin, and is then told to come again', async () => {
    const gate = createGate();
    const { ask, seeds, waits } = open(async (...served) => {
      await gate.opened;
      return counted(...served);
    });
    const first = ask('k');

    await expect(ask('k')).rejects.toMatchObject({ code: 'IDEMPOTENCY_UNDER_WAY', retryable: true });

    expect(new Set(waits)).toEqual(new Set([250]));
    expect(waits).toHaveLength(80);
    gate.open();
    expect(await first).toEqual(apiAnswer(202, { times: 1 }));
    expect(seeds).toHaveLength(1);
  });

  test('takes over with the same seed what nobody finished within 30 seconds', async () => {
    const gate = createGate();
    const { ask, seeds, time } = open(async (request, times) => {
      if (times === 1) await gate.opened;
      return counted(request, times);
    });
    void ask('k');
    time.now += 15_000;

    expect(await ask('k')).toEqual(apiAnswer(202, { times: 2 }));

    expect(seeds[1]).toBe(seeds[0]);
    expect(time.now).toBe(someTime + 30_000);
  });

  test.each([
    new InvalidRequestError([{ field: 'text', message: 'is missing' }]),
    new NotFoundError('x'),
    new ConflictError('NOT_UPLOADED', 'x'),
  ])('that is refused with %s frees its key', async (error) => {
    const { ask, seeds } = open((request, times) => {
      if (times === 1) throw error;
      return counted(request, times);
    });
    await expect(ask('k')).rejects.toBe(error);

    expect(await ask('k', { another: 'body' })).toEqual(apiAnswer(202, { times: 2 }));

    expect(seeds[1]).not.toBe(seeds[0]);
  });

  test.each([new StoreUnavailableError('x'), new PlatformUnavailableError('x'), new TypeError('a defect')])(
    'that failed with %s may be tried again at once, with the same seed',
    async (error) => {
      const { ask, seeds, waits } = open((request, times) => {
        if (times === 1) throw error;
        return counted(request, times);
      });
      await expect(ask('k')).rejects.toBe(error);
      await expect(ask('k', { another: 'body' })).rejects.toThrow(ConflictError);

      expect(await ask('k')).toEqual(apiAnswer(202, { times: 2 }));

      expect(seeds[1]).toBe(seeds[0]);
      expect(waits).toEqual([]);
    },
  );

  test('is answered though its answer cannot be noted', async () => {
    const { ask, idempotency, lines } = open(counted);
    const error = new StoreUnavailableError('x');
    idempotency.answer = async () => {
      throw error;
    };

    expect(await ask('k', { text: 'a secret' })).toEqual(apiAnswer(202, { times: 1 }));
    expect(lines).toMatchObject([{ error }]);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  test('fails with what it failed with though its key cannot be given back', async () => {
    const error = new NotFoundError('x');
    const { ask, idempotency, lines } = open(() => {
      throw error;
    });
    idempotency.release = async () => {
      throw new StoreUnavailableError('y');
    };

    await expect(ask('k')).rejects.toBe(error);
    expect(lines).toHaveLength(1);
  });
});

describe('the Idempotency-Key of a command', () => {
  const route = 'POST /v1/conversations/{id}/messages';
  const call = { path: { id: 'haptik:343:u-1' }, body: { text: 'x' }, key: 'k' };
  const lane = { channel: 'haptik', laneUser: 'u-1' };
  const statuses = { channel: 'haptik', status: 'queued' } as const;

  test('makes one command of two requests at once', async () => {
    const { raw, outbox, woken } = createApiSetting();

    const [one, other] = await Promise.all([raw(route, call), raw(route, call)]);

    expect(one).toEqual(other);
    expect((await outbox.list(statuses, { order: 'asc', limit: 10 })).items).toHaveLength(1);
    expect(woken).toHaveLength(1);
  });

  test('makes one command where the function died before it answered', async () => {
    const { raw, idempotency, outbox, time } = createApiSetting();
    idempotency.answer = async () => {
      throw new StoreUnavailableError('died');
    };
    const first = await raw(route, call);
    time.now += 30_000;

    expect(await raw(route, call)).toEqual(first);

    const { items } = await outbox.list(statuses, { order: 'asc', limit: 10 });
    expect(items).toHaveLength(1);
    expect(await outbox.lastPlace(lane)).toBe(items[0]?.place);
  });

  test.each([
    ['PUT /v1/users/{user}', { path: { user: 'u-1' }, query: { channel: 'haptik' }, body: {} }],
    [
      'POST /v1/conversations/{id}/files',
      { ...call, body: { fileName: 'a.csv', contentType: 'text/csv', size: 1 } },
    ],
    ['POST /v1/conversations/{id}/feedback', { ...call, body: { resolved: true, rating: 5 } }],
  ] as const)('is heeded by %s', async (other, request) => {
    const { raw } = createApiSetting();

    const first = await raw(other, { ...request, key: 'k' });

    expect(await raw(other, { ...request, key: 'k' })).toEqual(first);
    await expect(raw(other, { ...request, key: 'k', body: { x: 1 } })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_CONFLICT',
    });
    expect(await raw(other, { ...request, key: 'k-2' })).not.toEqual(first);
  });

  test('means nothing to a GET', async () => {
    const { raw } = createApiSetting();

    expect((await raw('GET /healthz', { key: 'not one', body: 'not JSON' })).status).toBe(200);
  });
});

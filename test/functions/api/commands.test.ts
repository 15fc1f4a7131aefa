import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RouteKey } from '#functions/api/route-key.ts';
import { ConflictError } from '#functions/shared/domain/errors.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import type { OutboxStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import { createApiSetting } from '#test/support/api-setting.ts';
import { sampleEvent, someTime } from '#test/support/samples.ts';

const messages = 'POST /v1/conversations/{id}/messages';
const feedback = 'POST /v1/conversations/{id}/feedback';
const handoff = 'POST /v1/conversations/{id}/handoff';
const putUser = 'PUT /v1/users/{user}';

const id = 'haptik:343:u-1';
const path = { id };

const entryOf = async (outbox: OutboxStore, { body }: { body: unknown }): Promise<OutboxEntry> => {
  const entry = await outbox.get(String(Object(body).outboxId));
  if (entry === undefined) throw new Error('There is no such entry.');
  return entry;
};

describe('a message', () => {
  test('is queued at the end of its lane, and the lane is woken up', async () => {
    const { call, outbox, woken } = createApiSetting();

    const answer = await call(messages, { path, body: { text: 'नमस्ते' } });

    const entry = await entryOf(outbox, answer);
    expect(answer).toEqual({
      status: 202,
      body: { outboxId: entry.outboxId, status: 'queued', conversationId: id },
    });
    expect(entry).toEqual({
      outboxId: expect.stringMatching(/^haptik:u-1:[0-9A-Z]{26}$/),
      channel: 'haptik',
      laneUser: 'u-1',
      conversationId: id,
      businessId: '343',
      user: { authId: 'u-1' },
      command: { kind: 'message', text: 'नमस्ते', messageType: 0 },
      requestId: 'request-1',
      status: 'queued',
      revision: 0,
      place: expect.stringMatching(/^[0-9A-Z]{26}$/),
      attempts: 0,
      createdAt: someTime,
      updatedAt: someTime,
      queuedAt: someTime,
    });
    expect(woken).toEqual([entry.outboxId]);
    expect(await outbox.next({ channel: 'haptik', laneUser: 'u-1' })).toEqual(entry);
  });

  test('keeps what is told of the user', async () => {
    const { call, outbox } = createApiSetting();
    const custom_data = { plan: 'gold', age: 41, paid: true, agent: null };
    const user = {
      name: 'Asha',
      email: 'a@b.example',
      mobile_no: '+91 98',
      language_code: 'hi',
      custom_data,
    };

    await call(messages, { path, body: { text: 'x', messageType: 3, user } });
    await call(messages, { path, body: { text: 'x', user: { name: 'Asha K' } } });

    expect(await outbox.profile('haptik', 'u-1')).toEqual({
      name: 'Asha K',
      email: 'a@b.example',
      mobileNo: '+91 98',
      languageCode: 'hi',
      customData: custom_data,
    });
  });

  test.each([
    ['a@b', { authId: 'a@b' }, 'haptik:343:a~40b'],
    ['a user_id', { userId: '9' }, 'haptik:343:~~9'],
  ])('reaches a user of whom nothing is known: %s', async (_, user, conversationId) => {
    const { call, outbox } = createApiSetting();

    const answer = await call(messages, { path: { id: conversationId }, body: { text: 'x' } });

    expect(await entryOf(outbox, answer)).toMatchObject({ user, conversationId });
  });

  test('goes by all ids that the platform has told, whatever the names of the user lead to', async () => {
    const { call, outbox, store, tell } = createApiSetting();
    await tell([sampleEvent(1)], { authId: 'u-1', userId: '9' });
    store.ofUser = async () => [];

    const answer = await call(messages, { path, body: { text: 'x' } });

    expect(await entryOf(outbox, answer)).toMatchObject({ user: { authId: 'u-1', userId: '9' } });
  });

  test('to a user who began under another name goes to the conversation that there is', async () => {
    const { call, outbox, tell } = createApiSetting();
    await tell([sampleEvent(1)], { userId: '9' });
    await tell([sampleEvent(2)], { authId: 'u-1', userId: '9' });

    const answer = await call(messages, { path, body: { text: 'x' } });

    expect(answer.body).toMatchObject({ conversationId: 'haptik:343:~~9' });
    expect(await entryOf(outbox, answer)).toMatchObject({
      conversationId: 'haptik:343:~~9',
      laneUser: '~~9',
      user: { authId: 'u-1', userId: '9' },
    });
  });

  test('stays in the lane of the name that was given until nothing waits there', async () => {
    const { call, outbox, tell } = createApiSetting();
    const send = async () => entryOf(outbox, await call(messages, { path, body: { text: 'x' } }));
    await tell([sampleEvent(1)], { userId: '9' });
    const first = await send();
    await tell([sampleEvent(2)], { authId: 'u-1', userId: '9' });

    const second = await send();
    for (const entry of [first, second]) await outbox.save({ ...entry, status: 'sent', place: undefined });
    const third = await send();

    expect([first, second, third]).toMatchObject([
      { laneUser: 'u-1', conversationId: id },
      { laneUser: 'u-1', conversationId: 'haptik:343:~~9' },
      { laneUser: '~~9', conversationId: 'haptik:343:~~9' },
    ]);
  });

  test("asks the table for one lane only where it is addressed by its conversation's own name", async () => {
    const { call, outbox, tell } = createApiSetting();
    await tell([sampleEvent(1)]);
    const asked: string[] = [];
    const { lastPlace } = outbox;
    outbox.lastPlace = (lane) => {
      asked.push(lane.laneUser);
      return lastPlace(lane);
    };

    await call(messages, { path, body: { text: 'x' } });

    expect(asked).toEqual(['u-1']);
  });

  test('does not go to the conversation of another business', async () => {
    const { call, tell } = createApiSetting();
    await tell([sampleEvent(1)], { userId: '9' }, '344');
    await tell([sampleEvent(2)], { authId: 'u-1', userId: '9' }, '344');

    const { body } = await call(messages, { path, body: { text: 'x' } });

    expect(body).toMatchObject({ conversationId: id });
  });

  test('is accepted though the wake-up fails', async () => {
    const fail = async () => {
      throw new Error('no queue');
    };
    const { call, outbox, lines } = createApiSetting({ wakeUps: { send: fail } });

    const answer = await call(messages, { path, body: { text: 'a secret' } });

    expect(answer.status).toBe(202);
    const { outboxId } = await entryOf(outbox, answer);
    expect(lines).toMatchObject([{ fields: { outboxId } }]);
    expect(JSON.stringify(lines)).not.toContain('secret');
  });

  test.each(['x', 'x'.repeat(4000), '🧾'.repeat(4000), ' x\n'])(
    'may be as short or long as %#',
    async (text) => {
      const { call, outbox } = createApiSetting();

      const answer = await call(messages, { path, body: { text } });

      expect(await entryOf(outbox, answer)).toMatchObject({ command: { text } });
    },
  );
});

describe('the place of a command', () => {
  test('is behind all that are there, though the clock goes back or stands still', async () => {
    const setting = createApiSetting();

    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, unit: fc.constantFrom('a', 'b', 'c') }),
        fc.array(fc.integer({ min: -10, max: 2 }), { minLength: 2, maxLength: 8 }),
        async (user, steps) => {
          const places: string[] = [];
          setting.time.now = someTime;
          for (const step of steps) {
            setting.time.now += step;
            const answer = await setting.call(messages, {
              path: { id: `haptik:343:${user}` },
              body: { text: 'x' },
            });
            places.push((await entryOf(setting.outbox, answer)).place ?? '');
          }
          expect(places).toEqual(places.toSorted());
          expect(new Set(places).size).toBe(places.length);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('is its own, though others are given at the same time', async () => {
    const { call, outbox } = createApiSetting();
    await call(messages, { path, body: { text: 'first' } });

    const answers = await Promise.all(
      Array.from({ length: 20 }, () => call(messages, { path, body: { text: 'x' } })),
    );

    const entries = await Promise.all(answers.map((answer) => entryOf(outbox, answer)));
    expect(new Set(entries.map(({ place }) => place)).size).toBe(20);
  });
});

describe('feedback', () => {
  test.each([
    { resolved: true, rating: 5 },
    { resolved: false, rating: 1, comment: 'slow' },
  ])('%j is queued', async (body) => {
    const { call, outbox, woken } = createApiSetting();

    const answer = await call(feedback, { path, body });

    const entry = await entryOf(outbox, answer);
    expect(answer).toEqual({
      status: 202,
      body: { outboxId: entry.outboxId, status: 'queued', conversationId: id },
    });
    expect(entry.command).toEqual({ kind: 'feedback', ...body });
    expect(woken).toEqual([entry.outboxId]);
  });
});

describe('a hand-off', () => {
  test("goes by the platform's own name of the user", async () => {
    const { call, outbox, tell } = createApiSetting();
    await tell([sampleEvent(1)], { authId: 'u-1', name: 'Asha 17' });

    const answer = await call(handoff, { path, body: { team: 'Sales', countdownSeconds: 5 } });

    expect(answer).toMatchObject({ status: 202, body: { status: 'queued', conversationId: id } });
    expect((await entryOf(outbox, answer)).command).toEqual({
      kind: 'handoff',
      team: 'Sales',
      countdownSeconds: 5,
      userName: 'Asha 17',
    });
  });

  test('is refused while the platform has not told that name', async () => {
    const { call, tell, woken } = createApiSetting();
    await tell([sampleEvent(1)]);

    await expect(call(handoff, { path, body: { team: 'Sales' } })).rejects.toMatchObject({
      name: 'ConflictError',
      code: 'USER_NAME_UNKNOWN',
      message: expect.stringContaining('try again'),
    });
    expect(woken).toEqual([]);
  });
});

describe('a user', () => {
  const query = { channel: 'haptik' };

  test('is made known with their profile, which is kept', async () => {
    const { call, outbox, woken } = createApiSetting();

    const answer = await call(putUser, {
      path: { user: 'a~40b' },
      query,
      body: { name: 'Asha', custom_data: { plan: 'gold' } },
    });

    const entry = await entryOf(outbox, answer);
    const profile = { name: 'Asha', customData: { plan: 'gold' } };
    expect(answer).toEqual({ status: 202, body: { outboxId: entry.outboxId, status: 'queued' } });
    expect(entry).toMatchObject({
      laneUser: 'a~40b',
      user: { authId: 'a@b' },
      command: { kind: 'user', profile },
    });
    expect(entry).not.toHaveProperty('conversationId');
    expect(await outbox.profile('haptik', 'a~40b')).toEqual(profile);
    expect(woken).toEqual([entry.outboxId]);
  });

  test('keeps the lane of the conversation that there is, the last one of several', async () => {
    const { call, outbox, tell, time } = createApiSetting();
    await tell([sampleEvent(1)], { userId: '8' }, '344');
    await tell([sampleEvent(2)], { authId: 'u-1', userId: '8' }, '344');
    time.now += 1;
    await tell([sampleEvent(3)], { userId: '9' });
    await tell([sampleEvent(4)], { authId: 'u-1', userId: '9' });

    const answer = await call(putUser, { path: { user: 'u-1' }, query, body: {} });

    expect(await entryOf(outbox, answer)).toMatchObject({
      laneUser: '~~9',
      user: { authId: 'u-1', userId: '9' },
    });
  });

  test('stays in the lane of the name that was given until nothing waits there', async () => {
    const { call, outbox, tell } = createApiSetting();
    await call(messages, { path, body: { text: 'x' } });
    await tell([sampleEvent(1)], { userId: '9' });
    await tell([sampleEvent(2)], { authId: 'u-1', userId: '9' });

    const answer = await call(putUser, { path: { user: 'u-1' }, query, body: {} });

    expect(await entryOf(outbox, answer)).toMatchObject({ laneUser: 'u-1' });
  });

  test('known by user_id only cannot be made known, unless the platform has told the auth_id', async () => {
    const { call, outbox, problems, tell } = createApiSetting();
    const request = { path: { user: '~~9' }, query, body: {} };

    expect(await problems(putUser, request)).toEqual([
      { field: 'user', message: expect.stringContaining('auth_id') },
    ]);

    await tell([sampleEvent(1)], { authId: 'u-1', userId: '9' });
    const answer = await call(putUser, request);
    expect(await entryOf(outbox, answer)).toMatchObject({ laneUser: 'u-1', user: { authId: 'u-1' } });
  });

  test('is of a channel that can send', async () => {
    const { call, problems } = createApiSetting();
    const request = { path: { user: 'u-1' }, body: {} };

    expect(await problems(putUser, request)).toMatchObject([{ field: 'channel', message: 'is missing' }]);
    expect(await problems(putUser, { ...request, query: { channel: 'x' } })).toMatchObject([
      { field: 'channel' },
    ]);
    await expect(call(putUser, { ...request, query: { channel: 'deaf' } })).rejects.toThrow(ConflictError);
  });
});

type Bad = [body: unknown, ...fields: string[]];

const longName = 'x'.repeat(101);

/** What is wrong with a profile, whose fields stand behind `at`. */
const badProfiles = (at: string): Bad[] => {
  const within = (profile: object) => (at === '' ? profile : { text: 'x', user: profile });
  return [
    [within({ name: 1 }), `${at}name`],
    [within({ name: '' }), `${at}name`],
    [within({ name: ' ' }), `${at}name`],
    [within({ name: 'a\nb' }), `${at}name`],
    [within({ name: 'x'.repeat(257) }), `${at}name`],
    [within({ name: `x${' '.repeat(256)}` }), `${at}name`],
    [within({ email: `${'x'.repeat(255)}` }), `${at}email`],
    [within({ mobile_no: 91 }), `${at}mobile_no`],
    [within({ mobile_no: '9'.repeat(33) }), `${at}mobile_no`],
    [within({ language_code: 'EN' }), `${at}language_code`],
    [within({ language_code: 'eng' }), `${at}language_code`],
    [within({ custom_data: [] }), `${at}custom_data`],
    [within({ custom_data: null }), `${at}custom_data`],
    [within({ custom_data: { a: {} } }), `${at}custom_data.a`],
    [within({ custom_data: { a: [1], b: 1, c: { d: 1 } } }), `${at}custom_data.a`, `${at}custom_data.c`],
    [within({ custom_data: { a: '\ud800' } }), `${at}custom_data.a`],
    [within({ custom_data: { '': 1 } }), `${at}custom_data.`],
    [within({ custom_data: { [longName]: 1 } }), `${at}custom_data.${longName}`],
    [within({ custom_data: { a: 'x'.repeat(8192) } }), `${at}custom_data`],
    [within({ mobileNo: '9' }), `${at}mobileNo`],
    [within({ auth_id: 'u-2', colour: 'red' }), `${at}auth_id`, `${at}colour`],
  ];
};

const badMessages: Bad[] = [
  [{}, 'text'],
  [{ text: 1 }, 'text'],
  [{ text: null }, 'text'],
  [{ text: '' }, 'text'],
  [{ text: ' \n\t' }, 'text'],
  [{ text: 'x'.repeat(4001) }, 'text'],
  [{ text: '🧾'.repeat(4001) }, 'text'],
  [{ text: 'half \ud83e' }, 'text'],
  [{ text: 'x', messageType: -1 }, 'messageType'],
  [{ text: 'x', messageType: 1.5 }, 'messageType'],
  [{ text: 'x', messageType: '0' }, 'messageType'],
  ['{"text":"x","messageType":9007199254740993}', 'messageType'],
  [{ text: 'x', user: 'u-1' }, 'user'],
  [{ text: 'x', colour: 'red', shade: 1 }, 'colour', 'shade'],
  ['{"text":"x","__proto__":{"messageType":1}}', '__proto__'],
  ['{"text":"x","user":{"custom_data":{"__proto__":1}}}', 'user.custom_data.__proto__'],
  ['{"text":"x","user":{"custom_data":{"a":12345678901234567890}}}', 'user.custom_data.a'],
  [{ messageType: 'x', user: { name: 1 }, colour: 'red' }, 'colour', 'messageType', 'text', 'user.name'],
  ...badProfiles('user.'),
];

const badFeedback: Bad[] = [
  [{}, 'rating', 'resolved'],
  [{ resolved: 'true', rating: 5 }, 'resolved'],
  [{ resolved: true, rating: 0 }, 'rating'],
  [{ resolved: true, rating: 6 }, 'rating'],
  [{ resolved: true, rating: 4.5 }, 'rating'],
  [{ resolved: true, rating: 5, comment: '' }, 'comment'],
  [{ resolved: true, rating: 5, comment: 'x'.repeat(4001) }, 'comment'],
  [{ resolved: true, rating: 5, feedback: 'x' }, 'feedback'],
];

const badHandoffs: Bad[] = [
  [{}, 'team'],
  [{ team: '' }, 'team'],
  [{ team: 'a\u2028b' }, 'team'],
  [{ team: 'x'.repeat(257) }, 'team'],
  [{ team: 'x', countdownSeconds: 4 }, 'countdownSeconds'],
  [{ team: 'x', countdownSeconds: 11 }, 'countdownSeconds'],
  [{ team: 'x', userName: 'y' }, 'userName'],
];

const tables: [RouteKey, Record<string, string>, Record<string, string>, Bad[]][] = [
  [messages, path, {}, badMessages],
  [feedback, path, {}, badFeedback],
  [handoff, path, {}, badHandoffs],
  [putUser, { user: 'u-1' }, { channel: 'haptik' }, badProfiles('')],
];

describe.each(tables)('%s', (route, routePath, query, bad) => {
  test.each(bad)('refuses %j and names what is wrong', async (body, ...fields) => {
    const { problems, woken } = createApiSetting();

    const found = await problems(route, { path: routePath, query, body });

    expect(found.map(({ field }) => field).toSorted()).toEqual(fields);
    expect(found.every(({ message }) => message !== '' && message !== 'Invalid input')).toBe(true);
    expect(woken).toEqual([]);
  });

  test.each([
    [''],
    ['{'],
    ['[]'],
    ['"x"'],
    ['null'],
    [Buffer.from('{"text":"\xff"}', 'latin1')],
    [`{"text":"${'x'.repeat(65_536)}"}`],
    ['['.repeat(30_000)],
  ])('refuses a body that is no JSON object of up to 64 KiB in UTF-8: %#', async (body) => {
    const { problems } = createApiSetting();

    expect(await problems(route, { path: routePath, query, body })).toMatchObject([{ field: 'body' }]);
  });

  test('takes no other parameters', async () => {
    const { problems } = createApiSetting();

    expect(await problems(route, { path: routePath, query: { ...query, colour: 'red' }, body: {} })).toEqual([
      { field: 'colour', message: 'is not a parameter of this call' },
    ]);
  });
});

test('a field that is missing, and one that is unknown, are told apart', async () => {
  const { problems } = createApiSetting();

  expect(await problems(messages, { path, body: { texts: 'x' } })).toEqual([
    { field: 'text', message: 'is missing' },
    { field: 'texts', message: 'is not a field of this call' },
  ]);
});

/** Names of users that no platform has told or will tell. */
const impossibleUsers = [
  ['NUL', 'a~00'],
  ['a line break', 'a~0D~0A'],
  ['DEL', '~7F'],
  ['a control character behind ASCII', 'a~C2~85'],
  ['NUL in a user_id', '~~a~00'],
  ['257 characters', 'x'.repeat(257)],
  ['257 characters of a user_id', `~~${'x'.repeat(257)}`],
  ['160 letters with accents, encoded', '~C3~A9'.repeat(160)],
];

const userRule = 'of 1 to 256 characters without control characters, and of at most 958 once encoded';

describe.each<[RouteKey, string, (user: string) => Record<string, string>, Record<string, string>]>([
  [messages, 'id', (user) => ({ id: `haptik:343:${user}` }), {}],
  [handoff, 'id', (user) => ({ id: `haptik:343:${user}` }), {}],
  [putUser, 'user', (user) => ({ user }), { channel: 'haptik' }],
])('the user of %s', (route, field, pathOf, query) => {
  test.each(impossibleUsers)('is not one with %s', async (_, user) => {
    const { problems, woken } = createApiSetting();

    const found = await problems(route, { path: pathOf(user), query, body: { text: 'x' } });

    expect(found).toEqual([{ field, message: expect.stringContaining(userRule) }]);
    expect(woken).toEqual([]);
  });
});

test.each(['x'.repeat(256), '~C3~A9'.repeat(159), '~20a~E0~A4~A8'])(
  'a user may be as long or strange as %s',
  async (user) => {
    const { call } = createApiSetting();
    const body = { text: 'x' };

    expect(await call(messages, { path: { id: `haptik:343:${user}` }, body })).toMatchObject({ status: 202 });
    expect(await call(messages, { path: { id: `haptik:343:~~${user}` }, body })).toMatchObject({
      status: 202,
    });
  },
);

describe.each<RouteKey>([messages, feedback, handoff])('the conversation of %s', (route) => {
  test.each([
    ['x', 'must be a conversation id'],
    ['haptik:343:a@b', 'must be a conversation id'],
    [
      'other:343:u-1',
      'is of the channel other, which is not configured; the channels are haptik, narrow, deaf',
    ],
    ['haptik:shop:u-1', 'no whole number'],
    ['haptik:0343:u-1', 'no whole number'],
    ['haptik:-1:u-1', 'no whole number'],
    ['haptik:9007199254740993:u-1', 'no whole number'],
    ['haptik:12345678901234567890:u-1', 'no whole number'],
    ['narrow:345:u-1', 'does not allow; it allows 343, 344'],
  ])('is not %s', async (bad, message) => {
    const { problems } = createApiSetting();

    expect(await problems(route, { path: { id: bad }, body: {} })).toEqual([
      { field: 'id', message: expect.stringContaining(message) },
    ]);
  });

  test('is of a channel that can send', async () => {
    const { call } = createApiSetting();

    await expect(call(route, { path: { id: 'deaf:343:u-1' }, body: {} })).rejects.toMatchObject({
      code: 'CHANNEL_CANNOT_SEND',
      message: expect.stringContaining('deaf'),
    });
  });
});

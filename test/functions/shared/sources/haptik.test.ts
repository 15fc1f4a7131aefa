import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { haptik } from '#functions/shared/sources/haptik.ts';
import { haptikFixtures } from '#test/support/haptik-fixtures.ts';

/** As JSON: what is undefined is left out. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const message = (changes: object = {}) => ({
  version: '1.0',
  timestamp: '2018-10-04T12:41:27.980Z',
  user: { auth_id: 'u-1', user_id: 'h-9' },
  business_id: 343,
  event_name: 'message',
  agent: { id: 1, name: 'gogo', is_automated: true },
  message: { id: 5, body: { text: 'Hi', type: 'TEXT', data: {} } },
  ...changes,
});

const read = (payload: unknown) => haptik.read(JSON.stringify(payload));

const newsOf = (payload: unknown) => {
  const reading = read(payload);
  if (reading.outcome !== 'understood') throw new Error(`not understood: ${reading.outcome}`);
  return reading.news;
};

const eventOf = (payload: unknown) => {
  const [event] = newsOf(payload).events;
  if (event === undefined) throw new Error('no event');
  return event;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe("Haptik's documented deliveries", () => {
  test('are all there', () => {
    expect(haptikFixtures.length).toBeGreaterThanOrEqual(120);
  });

  test.each(haptikFixtures)('$file: $title', ({ body, expected }) => {
    expect(plain(haptik.read(body))).toEqual(expected);
  });
});

describe('a Haptik message', () => {
  test('keeps the first 200 characters of a name', () => {
    const news = newsOf(
      message({ business_name: 'x'.repeat(201), user: { auth_id: 'u', user_name: '🧾'.repeat(101) } }),
    );

    expect(news.businessName).toBe('x'.repeat(200));
    expect(news.user.name).toBe('🧾'.repeat(100));
  });

  test.each([
    [true, 'bot'],
    ['False', 'agent'],
  ])('with is_automated %j is by the %s', (is_automated, type) => {
    expect(eventOf(message({ agent: { id: 1, name: 'x', is_automated } })).author.type).toBe(type);
  });

  test.each([undefined, null, 'x', [1]])('with an agent that is %j is by the bot', (agent) => {
    expect(eventOf(message({ agent })).author).toEqual({ type: 'bot' });
  });

  test('keeps an auth_id as it is, zeros and all', () => {
    expect(newsOf(message({ user: { auth_id: '007' } })).user).toEqual({ authId: '007' });
  });

  test.each([null, undefined, ''])('with auth_id %j is known by user_id alone', (auth_id) => {
    expect(newsOf(message({ user: { auth_id, user_id: 9 } })).user).toEqual({ userId: '9' });
  });

  test('without an id is known by its body', () => {
    const payload = message({ message: { id: null, body: 'x' } });

    expect(eventOf(payload).identity).toBe(`message|${sha256(JSON.stringify(payload))}`);
    expect(eventOf(payload).platformId).toBeUndefined();
  });

  test('keeps every digit of a large id', () => {
    const text = JSON.stringify(message()).replace('"id":5', '"id":9007199254740993');

    expect(haptik.read(text)).toMatchObject({ news: { events: [{ platformId: '9007199254740993' }] } });
  });

  test.each([null, undefined])('needs no name: event_name %j', (event_name) => {
    expect(eventOf(message({ event_name }))).toEqual(eventOf(message()));
  });
});

/** Nests 300 levels deep. */
const deep: unknown = JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`);

const tooMuch = 'the body nests too deep or holds too many values';
const noBusiness = 'business_id: must be text or a whole number from 0';
const noUser = 'user: must be an object';
const noAuthId = 'user.auth_id: must be text or a whole number from 0';
const badAuthId = 'user.auth_id: has characters that no id has';
const badMessageId = 'message.id: must be a whole number of up to 64 bits';

describe('a delivery of Haptik', () => {
  test.each([
    ['no JSON', '{"a":1,}', 'the body is not JSON'],
    ['a list', '[]', 'the body is not a JSON object'],
    ['an empty object', '{}', `${noBusiness}; ${noUser}`],
    ['an inherited message', '{"event_name":null}', `${noBusiness}; ${noUser}`],
  ])('is not understood with %s', (_, body, reason) => {
    expect(haptik.read(body)).toEqual({ outcome: 'unusable', reason });
  });

  test.each([
    ['deep nesting in a key that is not read', { extra: deep }, tooMuch],
    ['deep nesting in the element', { message: { id: 5, body: { type: 'TEXT', data: deep } } }, tooMuch],
    ['more than 20,000 values', { extra: Array.from({ length: 20_001 }, () => 0) }, tooMuch],
    [
      'an is_automated that cannot become text',
      { user: {}, agent: { is_automated: { toString: 1, valueOf: 1 } } },
      'user: has neither auth_id nor a usable user_id',
    ],
    ['no user', { user: null }, noUser],
    ['a user without ids', { user: {} }, 'user: has neither auth_id nor a usable user_id'],
    ['an auth_id that is a float', { user: { auth_id: 1.5 } }, noAuthId],
    ['an auth_id that is a float beside a user_id', { user: { auth_id: 1.5, user_id: 9 } }, noAuthId],
    ['an auth_id with control characters', { user: { auth_id: 'a\n' } }, badAuthId],
    ['half a character as auth_id', { user: { auth_id: '\uD800' } }, badAuthId],
    [
      'an auth_id of 257 characters',
      { user: { auth_id: 'x'.repeat(257) } },
      'user.auth_id: is longer than 256 characters',
    ],
    [
      'an auth_id too long once encoded',
      { user: { auth_id: 'é'.repeat(200) } },
      'user.auth_id: is too long once it is encoded',
    ],
    ['no business_id', { business_id: undefined }, noBusiness],
    ['an empty business_id', { business_id: '' }, 'business_id: is empty'],
    ['a float as business_id', { business_id: 1.5 }, noBusiness],
    ['a negative business_id', { business_id: -1 }, noBusiness],
    ['no message object', { message: 'x' }, 'message: must be an object'],
    ['no message', { message: undefined }, 'message: must be an object'],
    ['a float as message id', { message: { id: 1.5, body: 'x' } }, badMessageId],
    ['a message id of 400 digits', { message: { id: '9'.repeat(400), body: 'x' } }, badMessageId],
    ['no message body', { message: { id: 5 } }, 'message.body: is neither text nor an HSL element'],
    ['an empty list of messages', { message: [] }, 'message: is an empty list'],
  ])('is not understood with %s', (_, changes, reason) => {
    expect(read(message(changes))).toEqual({ outcome: 'unusable', reason });
  });
});

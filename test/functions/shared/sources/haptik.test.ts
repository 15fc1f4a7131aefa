import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { haptik } from '#functions/shared/sources/haptik.ts';

const folder = new URL('../../../fixtures/haptik/', import.meta.url);
const fixtureSchema = z.object({ title: z.string(), payload: z.unknown(), expected: z.unknown() });
const fixtures = readdirSync(folder).map((file) => {
  const { title, payload, expected } = z.parse(
    fixtureSchema,
    JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
  );
  return { file, title, payload, expected };
});

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

/** Nests 300 levels deep. */
const deep: unknown = JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`);

const read = (payload: unknown) => haptik.read(JSON.stringify(payload));

const newsOf = (payload: unknown) => {
  const reading = read(payload);
  if (reading.outcome !== 'understood') throw new Error(`not understood: ${reading.reason}`);
  return reading.news;
};

describe("Haptik's documented messages", () => {
  test('are all there', () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(22);
  });

  test.each(fixtures)('$file: $title', ({ payload, expected }) => {
    expect(plain(read(payload))).toEqual(expected);
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
    ['True', 'bot'],
    ['true', 'bot'],
    [false, 'agent'],
    ['False', 'agent'],
    [undefined, 'agent'],
    [1, 'agent'],
  ])('with is_automated %j is by the %s', (is_automated, type) => {
    const news = newsOf(message({ agent: { id: 1, name: 'x', is_automated } }));

    expect(news.events[0]?.author.type).toBe(type);
  });

  test('keeps an auth_id as it is, zeros and all', () => {
    expect(newsOf(message({ user: { auth_id: '007' } })).user).toEqual({ authId: '007' });
  });

  test.each([null, undefined, ''])('with auth_id %j is known by user_id alone', (auth_id) => {
    expect(newsOf(message({ user: { auth_id, user_id: 9 } })).user).toEqual({ userId: '9' });
  });

  test('without an id is known by its body', () => {
    const payload = message({ message: { id: null, body: 'x' } });
    const digest = createHash('sha256').update(JSON.stringify(payload)).digest('hex');

    expect(newsOf(payload).events[0]).toMatchObject({ identity: `message|${digest}` });
    expect(newsOf(payload).events[0]?.platformId).toBeUndefined();
  });

  test('keeps every digit of a large id', () => {
    const text = JSON.stringify(message()).replace('"id":5', '"id":9007199254740993');

    expect(haptik.read(text)).toMatchObject({ news: { events: [{ platformId: '9007199254740993' }] } });
  });

  test.each([
    ['2018-10-04T12:41:27.980Z', Date.UTC(2018, 9, 4, 12, 41, 27, 980)],
    ['2018-10-04T12:41:27+05:30', Date.UTC(2018, 9, 4, 7, 11, 27)],
    ['2018-10-04T12:41:27.980', Date.UTC(2018, 9, 4, 12, 41, 27, 980)],
    ['yesterday', undefined],
    ['1969-01-01T00:00:00Z', undefined],
    ['2018-13-45T00:00:00Z', undefined],
    [1538656887, undefined],
    [null, undefined],
  ])('with timestamp %j was sent at %j', (timestamp, platformAt) => {
    expect(newsOf(message({ timestamp })).events[0]?.platformAt).toBe(platformAt);
  });

  test.each([
    [{ device_platform_name: 'Shop', device_platform: 5 }, 'Shop'],
    [{ device_platform: 14 }, 'WhatsApp'],
    [{ device_platform: '14' }, 'WhatsApp'],
    [{ device_platform: 99 }, '99'],
    [{ device_platform: 'None' }, undefined],
    [{}, undefined],
  ])('of a user on %j comes from %j', (device, platform) => {
    expect(newsOf(message({ user: { auth_id: 'u', ...device } })).user.platform).toBe(platform);
  });

  test.each([
    ['no JSON', '{"a":1,}', /not JSON/],
    ['a list', '[]', /not a JSON object/],
    ['deep nesting in a key that is not read', JSON.stringify(message({ extra: deep })), /nests too deep/],
    [
      'deep nesting in the element',
      JSON.stringify(message({ message: { id: 5, body: { type: 'TEXT', data: deep } } })),
      /nests too deep/,
    ],
    [
      'an is_automated that cannot become text',
      JSON.stringify(message({ user: {}, agent: { is_automated: { toString: 1, valueOf: 1 } } })),
      /^user/,
    ],
    ['another event', JSON.stringify(message({ event_name: 'messages' })), /event_name/],
    ['no event at all', '{}', /event_name/],
    ['an inherited message', '{"event_name":null}', /event_name/],
    ['no user', JSON.stringify(message({ user: null })), /^user: must be an object/],
    ['an agent that is text', JSON.stringify(message({ agent: 'x' })), /^agent: must be an object/],
    [
      'a negative business_id',
      JSON.stringify(message({ business_id: -1 })),
      /^business_id: must be text or a whole number from 0/,
    ],
    ['a user without ids', JSON.stringify(message({ user: {} })), /neither auth_id nor user_id/],
    ['an auth_id that is a float', JSON.stringify(message({ user: { auth_id: 1.5 } })), /^user\.auth_id/],
    [
      'an auth_id with control characters',
      JSON.stringify(message({ user: { auth_id: 'a\n' } })),
      /^user\.auth_id/,
    ],
    [
      'half a character as auth_id',
      JSON.stringify(message({ user: { auth_id: '\uD800' } })),
      /^user\.auth_id/,
    ],
    [
      'an auth_id of 257 characters',
      JSON.stringify(message({ user: { auth_id: 'x'.repeat(257) } })),
      /^user\.auth_id/,
    ],
    [
      'an auth_id too long once encoded',
      JSON.stringify(message({ user: { auth_id: 'é'.repeat(200) } })),
      /^user\.auth_id/,
    ],
    ['no business_id', JSON.stringify(message({ business_id: undefined })), /^business_id/],
    ['an empty business_id', JSON.stringify(message({ business_id: '' })), /^business_id/],
    ['a float as business_id', JSON.stringify(message({ business_id: 1.5 })), /^business_id/],
    ['no message object', JSON.stringify(message({ message: 'x' })), /^message/],
    ['a float as message id', JSON.stringify(message({ message: { id: 1.5, body: 'x' } })), /^message\.id/],
    [
      'a message id of 400 digits',
      JSON.stringify(message({ message: { id: '9'.repeat(400), body: 'x' } })),
      /^message\.id/,
    ],
    ['no message body', JSON.stringify(message({ message: { id: 5 } })), /^message\.body/],
    ['a list of agents', JSON.stringify(message({ agent: [1] })), /^agent/],
  ])('is not understood with %s', (_, body, reason) => {
    const reading = haptik.read(body);

    expect(reading).toMatchObject({ outcome: 'unusable', reason: expect.stringMatching(reason) });
  });
});

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { fineguide } from '#functions/shared/sources/fineguide.ts';

const folder = new URL('../../../fixtures/fineguide/', import.meta.url);
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

/** Every text in a value, wherever it stands. */
const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
};

const read = (payload: unknown) => fineguide.read(JSON.stringify(payload));

const eventOf = (payload: unknown) => {
  const reading = read(payload);
  if (reading.outcome !== 'understood') throw new Error(`not understood: ${reading.outcome}`);
  const [event] = reading.news.events;
  if (event === undefined) throw new Error('no event');
  return event;
};

const ids = { botId: 'b-1', sessionId: 's-1' };

const message = (changes: object = {}) => ({
  event: 'MESSAGE',
  ...ids,
  role: 'USER',
  message: 'Hi',
  messageId: 'm-1',
  ...changes,
});

const rating = (changes: object = {}) => ({
  event: 'RATE_MESSAGE',
  ...ids,
  rating: 1,
  messageId: 'm-1',
  ...changes,
});

const ticket = (changes: object = {}) => ({ event: 'TICKET', ...ids, ...changes });

describe("FineGuide's documented events", () => {
  test('are all there', () => {
    expect(fixtures.length).toBeGreaterThanOrEqual(20);
  });

  test.each(fixtures)('$file: $title', ({ payload, expected }) => {
    expect(plain(read(payload))).toEqual(expected);
  });
});

describe('the identity of a FineGuide event', () => {
  test.each([
    ['messages of one id', message(), message({ message: 'Hi there', role: 'OPERATOR' })],
    ['ratings in number and text', rating({ rating: 10 }), rating({ rating: '10' })],
  ])('is the same for %s', (_, one, other) => {
    expect(eventOf(one).identity).toBe(eventOf(other).identity);
  });

  test.each([
    ['messages of two ids', message(), message({ messageId: 'm-2' })],
    ['a message and a rating of it', message(), rating()],
    ['two ratings of one message', rating(), rating({ rating: 2 })],
    [
      'ids and ratings that read the same once joined',
      rating({ messageId: 'm-1', rating: '12' }),
      rating({ messageId: 'm-11', rating: '2' }),
    ],
    ['two tickets', ticket({ customerMessage: 'a' }), ticket({ customerMessage: 'b' })],
    ['bodies without an id that differ in what is not read', ticket({ more: 1 }), ticket({ more: 2 })],
  ])('differs for %s', (_, one, other) => {
    expect(eventOf(one).identity).not.toBe(eventOf(other).identity);
  });

  test('is no message id that looks like the digest of a body', () => {
    const nameless = ticket();
    const digest = createHash('sha256').update(JSON.stringify(nameless)).digest('hex');

    expect(eventOf(message({ messageId: `body|${digest}` })).identity).not.toBe(eventOf(nameless).identity);
  });

  test('stays below the longest sort key, whatever the ids', () => {
    const longest = '€'.repeat(106);

    for (const payload of [
      message({ messageId: longest }),
      rating({ messageId: longest, rating: longest.slice(0, 100) }),
    ])
      expect(Buffer.byteLength(eventOf(payload).identity)).toBeLessThan(1000);
  });
});

describe('a FineGuide event', () => {
  test('keeps every digit of a large id and rating', () => {
    const text = JSON.stringify(rating())
      .replace('"m-1"', '9007199254740993')
      .replace('"rating":1', '"rating":0.12345678901234567891');

    expect(fineguide.read(text)).toMatchObject({
      news: { events: [{ details: { messageId: '9007199254740993', rating: '0.12345678901234567891' } }] },
    });
  });

  test.each([null, undefined, ''])('with messageId %j has no id', (messageId) => {
    expect(eventOf(message({ messageId })).platformId).toBeUndefined();
    expect(eventOf(message({ messageId })).identity).toMatch(/^body\|/);
  });

  test.each([null, undefined, ''])('with event %j is called by its type', (event) => {
    expect(eventOf(message({ event, type: 'MESSAGE' }))).toMatchObject({
      kind: 'message',
      eventName: 'MESSAGE',
    });
  });

  test.each([null, undefined, '', '\u0000', {}])(
    'with customerMessage %j says nothing',
    (customerMessage) => {
      const { text, details } = eventOf(ticket({ customerMessage }));

      expect(text).toBe('');
      expect(plain(details)).toEqual({});
    },
  );

  test('keeps 64 KiB of a message, cut between characters', () => {
    const { text } = eventOf(message({ message: `a${'€'.repeat(64 * 1024)}` }));

    expect(text).toBe(`a${'€'.repeat(21_844)}…`);
  });

  test('keeps 1,000 characters of a line', () => {
    const { details } = eventOf(ticket({ customerName: 'x'.repeat(1001), customerEmail: 5 }));

    expect(details).toMatchObject({ customerName: 'x'.repeat(1000), customerEmail: '5' });
  });

  test('of a name like a property of every object is unknown', () => {
    for (const event of ['constructor', '__proto__', 'toString'])
      expect(eventOf({ ...ids, event })).toMatchObject({ kind: 'unknown', eventName: event });
  });

  test.each([
    ['no JSON', '{"a":1,}', /not JSON/],
    ['a list', '[]', /not a JSON object/],
    ['deep nesting', `${'['.repeat(300)}${']'.repeat(300)}`, /nests too deep/],
    ['an event that is a number', JSON.stringify(message({ event: 5 })), /^event: must be text/],
    [
      'an event of 101 characters',
      JSON.stringify(message({ event: 'x'.repeat(101) })),
      /^event: must be a text/,
    ],
    ['a line break in the event', JSON.stringify(message({ event: 'A\nB' })), /^event: must be a text/],
    ['a type that is a list', JSON.stringify(message({ event: null, type: ['MESSAGE'] })), /^type/],
    ['a botId that is a float', JSON.stringify(message({ botId: 1.5 })), /^botId/],
    ['an empty sessionId', JSON.stringify(message({ sessionId: '' })), /^sessionId: is empty/],
    ['a sessionId of 257 characters', JSON.stringify(message({ sessionId: 'x'.repeat(257) })), /^sessionId/],
    ['a control character in the messageId', JSON.stringify(message({ messageId: 'a\n' })), /^messageId/],
    ['a messageId of 257 characters', JSON.stringify(message({ messageId: 'x'.repeat(257) })), /^messageId/],
    ['an object as messageId', JSON.stringify(rating({ messageId: {} })), /^messageId/],
    ['no role', JSON.stringify(message({ role: undefined })), /^role/],
    ['a role in small letters', JSON.stringify(message({ role: 'user' })), /^role/],
    ['no message', JSON.stringify(message({ message: null })), /^message: must be text/],
    ['no rating', JSON.stringify(rating({ rating: null })), /^rating: must be/],
    ['an empty rating', JSON.stringify(rating({ rating: ' ' })), /^rating: is empty/],
    ['a rating of 101 digits', JSON.stringify(rating({ rating: '1'.repeat(101) })), /^rating: is longer/],
    ['a rating that is true', JSON.stringify(rating({ rating: true })), /^rating: must be/],
  ])('is not understood with %s', (_, body, reason) => {
    expect(fineguide.read(body)).toMatchObject({
      outcome: 'unusable',
      reason: expect.stringMatching(reason),
    });
  });

  test('is read from any JSON without an error, and its prototype is left alone', () => {
    const value = fc.jsonValue();
    const near = fc.record(
      {
        event: fc.oneof(fc.constantFrom('MESSAGE', 'RATE_MESSAGE', 'TICKET', 'CREATE_LEAD'), value),
        type: value,
        botId: fc.oneof(fc.string(), value),
        sessionId: fc.oneof(fc.string(), value),
        role: fc.oneof(fc.constantFrom('USER', 'ASSISTANT', 'OPERATOR'), value),
        message: fc.oneof(fc.string({ unit: 'binary' }), value),
        messageId: value,
        rating: value,
        customerName: value,
        intent: value,
        ['__proto__']: value,
      },
      { requiredKeys: [] },
    );

    fc.assert(
      fc.property(fc.oneof(value, near), (payload) => {
        const reading = read(payload);

        expect(['understood', 'unusable']).toContain(reading.outcome);
        for (const text of textsOf(reading)) expect(text).not.toMatch(/[^\P{Cc}\n\t]|\p{Cs}/u);
      }),
      { numRuns: 2000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonObject } from '#functions/shared/domain/json.ts';
import { haptik } from '#functions/shared/sources/haptik.ts';
import { haptikFixtures } from '#test/support/haptik-fixtures.ts';
import { expectWellFormed } from '#test/support/well-formed-reading.ts';

const payloads: unknown[] = haptikFixtures.map(({ body }) => JSON.parse(body));

/** The way to every node of a JSON value, the value itself first. */
const pathsOf = (value: unknown): string[][] =>
  typeof value === 'object' && value !== null
    ? [[], ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner).map((path) => [key, ...path]))]
    : [[]];

const replaceAt = (value: unknown, [key, ...path]: readonly string[], by: unknown): unknown => {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.with(Number(key), replaceAt(value[Number(key)], path, by));
  return isJsonObject(value) ? { ...value, [key]: replaceAt(value[key], path, by) } : by;
};

const nasty = fc.constantFrom<unknown>(
  '',
  ' ',
  'None',
  '~',
  '~1',
  '#',
  '\u0000',
  'a\nb',
  '\u2028',
  '\u202E',
  '\uFFFF',
  'x'.repeat(101),
  '€'.repeat(100),
  '€'.repeat(256),
  '€'.repeat(400),
  '18446744073709551615',
  '18446744073709551616',
  'message',
  'chat_pinned',
  'typing_indicator',
  'webhook_conversation_complete',
  '__proto__',
  '{"type":"TEXT","text":"Hello."}',
  0,
  -0,
  -1,
  1.5,
  1e21,
  true,
  false,
  null,
  [],
  {},
  [[]],
  { toString: 1, valueOf: 1, toJSON: 1 },
);

const anything = fc.oneof(nasty, fc.jsonValue(), fc.string({ unit: 'binary' }));

/** A documented payload of which some nodes are something else. */
const spoiled = fc
  .record({
    payload: fc.constantFrom(...payloads),
    changes: fc.array(fc.record({ at: fc.nat(), by: anything }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ payload, changes }) =>
    changes.reduce((value, { at, by }) => {
      const paths = pathsOf(value);
      return replaceAt(value, paths[at % paths.length] ?? [], by);
    }, payload),
  );

describe("a reading of Haptik's", () => {
  test('is well-formed for any JSON', () => {
    fc.assert(
      fc.property(anything, (payload) => expectWellFormed(haptik.read(JSON.stringify(payload)))),
      { numRuns: 5000 },
    );
  });

  test('is well-formed for a documented payload with anything in any place', () => {
    fc.assert(
      fc.property(spoiled, (payload) => expectWellFormed(haptik.read(JSON.stringify(payload)))),
      { numRuns: 10_000 },
    );
  });

  test('is the same for the same body', () => {
    fc.assert(
      fc.property(spoiled, (payload) => {
        const body = JSON.stringify(payload);

        expect(haptik.read(body)).toEqual(haptik.read(body));
      }),
    );
  });
});

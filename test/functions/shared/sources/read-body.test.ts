import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fineguide } from '#functions/shared/sources/fineguide.ts';
import { haptik } from '#functions/shared/sources/haptik.ts';
import { readBody } from '#functions/shared/sources/read-body.ts';
import type { Reading, Source } from '#functions/shared/sources/source.ts';
import { haptikFixtures } from '#test/support/haptik-fixtures.ts';
import { hostileBodies } from '#test/support/hostile-bodies.ts';
import { sampleNews } from '#test/support/samples.ts';
import { expectWellFormed } from '#test/support/well-formed-reading.ts';

const sourceThat = (read: Source['read']): Source => ({
  verify: () => true,
  sign: () => '',
  proof: '',
  read,
});

/** A source that shows the text it is given. */
const echo = sourceThat((body) => ({ outcome: 'ignored', reason: body }));

const mebibyte = 1024 * 1024;

const hostile = (title: string): Buffer => {
  const found = hostileBodies.find((body) => body.title === title);
  if (found === undefined) throw new Error(`There is no hostile body: ${title}`);
  return found.body;
};

const expectReadable = (source: Source, body: Uint8Array): void => {
  const read = readBody(source, body);

  if ('text' in read) {
    const { text, ...reading } = read;
    expect(Buffer.from(text).equals(body)).toBe(true);
    expectWellFormed(reading);
  } else {
    expectWellFormed(read);
  }
};

describe('readBody', () => {
  test.each<Reading>([
    { outcome: 'understood', news: sampleNews([]) },
    { outcome: 'typing', typing: { user: { authId: 'u-1' }, state: 'start' } },
  ])('adds the text where a body is $outcome', (reading) => {
    expect(
      readBody(
        sourceThat(() => reading),
        Buffer.from('é'),
      ),
    ).toEqual({ ...reading, text: 'é' });
  });

  test.each<Reading>([
    { outcome: 'ignored', reason: 'so' },
    { outcome: 'unusable', reason: 'so' },
  ])('adds nothing where a body is $outcome', (reading) => {
    expect(
      readBody(
        sourceThat(() => reading),
        Buffer.from('x'),
      ),
    ).toEqual(reading);
  });

  test('leaves a byte order mark where it is', () => {
    expect(readBody(echo, Buffer.from('\uFEFF{}'))).toEqual({ outcome: 'ignored', reason: '\uFEFF{}' });
  });

  test('does not read a body that is not UTF-8', () => {
    expect(readBody(echo, Buffer.from([0x7b, 0xff, 0x7d]))).toEqual({
      outcome: 'unusable',
      reason: 'the body is not UTF-8',
    });
  });

  test('reads a mebibyte, and not a byte more', () => {
    expect(readBody(echo, Buffer.alloc(mebibyte, ' '))).toMatchObject({ outcome: 'ignored' });
    expect(readBody(echo, Buffer.alloc(mebibyte + 1, ' '))).toEqual({
      outcome: 'unusable',
      reason: 'the body is larger than 1048576 bytes',
    });
  });

  test.each([
    [new RangeError('Maximum call stack size exceeded'), 'the body cannot be read (RangeError)'],
    ['a text that is thrown', 'the body cannot be read (unknown error)'],
  ])('finds a body unusable over which its source throws %s, and quotes nothing', (thrown, reason) => {
    const source = sourceThat(() => {
      AbortSignal.abort(thrown).throwIfAborted();
      return { outcome: 'ignored', reason: 'nothing was thrown' };
    });

    expect(readBody(source, Buffer.from('x'))).toEqual({ outcome: 'unusable', reason });
  });
});

describe('a hostile body', () => {
  test.each([...hostileBodies])('of $title ends in no error', ({ body }) => {
    expectReadable(haptik, body);
    expectReadable(fineguide, body);

    expect(Reflect.get({}, 'polluted')).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  test.each([
    ['nothing at all', 'the body is not JSON'],
    ['half a message', 'the body is not JSON'],
    ['a byte order mark', 'the body is not JSON'],
    ['NUL that is not escaped', 'the body is not JSON'],
    ['a megabyte of closing brackets', 'the body is not JSON'],
    ['a list of messages at the top', 'the body is not a JSON object'],
    ['every byte there is', 'the body is not UTF-8'],
    ['a compressed message', 'the body is not UTF-8'],
    ['a message in Latin-1', 'the body is not UTF-8'],
    ['a character in too many bytes', 'the body is not UTF-8'],
    ['more than a mebibyte', 'the body is larger than 1048576 bytes'],
    ['a megabyte of brackets', 'the body nests too deep or holds too many values'],
    ['a megabyte of commas', 'the body nests too deep or holds too many values'],
    ['more than 20,000 values', 'the body nests too deep or holds too many values'],
    ['a list of 10,000 messages', 'the body nests too deep or holds too many values'],
    ['lists 201 deep in a key that is not read', 'the body nests too deep or holds too many values'],
    ['a list of 10,000 numbers as message', 'message: is a list of more than 50'],
    ['50 messages in nearly a mebibyte', 'message: is a list that is too large'],
    ['50 messages without ids', undefined],
    ['two messages under one key', 'message: is an empty list'],
    [
      'nothing but a key __proto__',
      'business_id: must be text or a whole number from 0; user: must be an object',
    ],
    ['a key __proto__ in the user', undefined],
    ['lists 200 deep in a key that is not read', undefined],
    ['a megabyte of white space around a message', undefined],
    ['nearly a mebibyte of hidden groups', undefined],
    ['an agent id of 400 digits', undefined],
    ['10,000 keys', undefined],
  ])('of %s is unusable for the reason: %s', (title, reason) => {
    const read = readBody(haptik, hostile(title));

    expect(read).toMatchObject(
      reason === undefined ? { outcome: 'understood' } : { outcome: 'unusable', reason },
    );
  });

  test('with a key __proto__ says nothing by it', () => {
    expect(readBody(haptik, hostile('a key __proto__ in the user'))).toMatchObject({
      news: { user: { authId: 'rk-cust-20417' } },
    });
  });

  test('with a key twice says what stands last, as JSON.parse does', () => {
    expect(readBody(haptik, hostile('two users'))).toMatchObject({
      news: { user: { authId: 'somebody-else' } },
    });
  });
});

describe('any bytes', () => {
  test('end in no error', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (body) => expectReadable(haptik, body)),
      { numRuns: 3000 },
    );
  });

  test('end in no error where they replace some of a documented body', () => {
    const spoiled = fc
      .record({
        fixture: fc.constantFrom(...haptikFixtures),
        at: fc.nat(),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }),
      })
      .map(({ fixture, at, bytes }) => {
        const body = Buffer.from(fixture.body);
        body.set(bytes.subarray(0, body.length), at % Math.max(1, body.length - bytes.length + 1));
        return body;
      });

    fc.assert(
      fc.property(spoiled, (body) => expectReadable(haptik, body)),
      { numRuns: 5000 },
    );
  });
});

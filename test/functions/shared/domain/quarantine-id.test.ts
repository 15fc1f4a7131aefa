import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatQuarantineId, parseQuarantineId } from '#functions/shared/domain/quarantine-id.ts';

describe('an id in quarantine', () => {
  test.each([
    ['quarantine/haptik/2026-11-21T09:00:00.000Z_d-1', 'haptik:2026-11-21T09~3A00~3A00.000Z_d-1'],
    ['quarantine/haptik/2026-11-21T09:00:00.000Z_d%3D', 'haptik:2026-11-21T09~3A00~3A00.000Z_d~253D'],
    ['quarantine/read me.txt', 'read~20me.txt'],
    ['quarantine/a/b/c', 'a:b:c'],
    ['quarantine/a/...b', 'a:...b'],
  ])('names %s as %s and leads back', (key, id) => {
    expect(formatQuarantineId(key)).toBe(id);
    expect(parseQuarantineId(id)).toBe(key);
  });

  test.each([
    '',
    ':',
    'haptik:',
    ':a',
    'haptik:..',
    '..:spill:a',
    'haptik:.',
    'haptik:~2E~2E',
    'haptik:~2F..~2Fspill',
    'haptik:a~2Fb',
    'haptik/a',
    '../spill/a',
    'haptik:a~',
    'haptik:a~3a',
    'haptik:~61',
    'haptik:a~00',
    'haptik:a b',
    'haptik:é',
    'haptik:~FF',
    `haptik:${'a'.repeat(1007)}`,
  ])('is not %j', (id) => {
    expect(parseQuarantineId(id)).toBeUndefined();
  });

  test('may be as long as a name in S3', () => {
    expect(parseQuarantineId(`haptik:${'a'.repeat(1006)}`)).toBeDefined();
  });

  test('of a name that can be leads back to it, and only names in quarantine have one', () => {
    const name = fc.string({ unit: 'binary', minLength: 1 });

    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), name, (names, text) => {
        const key = `quarantine/${names.map((part) => part.toWellFormed().replaceAll('/', '')).join('/')}`;
        const id = formatQuarantineId(key);
        const other = parseQuarantineId(text);

        expect(id).toMatch(/^[A-Za-z0-9._~:-]*$/);
        expect([key, undefined]).toContain(parseQuarantineId(id));
        if (other !== undefined) expect(formatQuarantineId(other)).toBe(text);
        if (other !== undefined) expect(other).toMatch(/^quarantine\/./);
      }),
      { numRuns: 2000 },
    );
  });
});

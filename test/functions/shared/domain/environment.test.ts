import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { positiveInteger, readEnvironment, required } from '#functions/shared/domain/environment.ts';

const schema = z.object({ NAME: required, DAYS: positiveInteger });

describe('readEnvironment', () => {
  test('reads variables by their schema and leaves others alone', () => {
    expect(readEnvironment(schema, { NAME: 'n', DAYS: '90', OTHER: 'x' })).toEqual({ NAME: 'n', DAYS: 90 });
  });

  test('names every variable that is missing or malformed, and no value', () => {
    const read = () => readEnvironment(schema, { DAYS: 'secret-looking' });

    expect(read).toThrow(/NAME: .*DAYS: must be a positive whole number/);
    expect(read).not.toThrow(/secret-looking/);
  });

  test.each(['0', '-1', '1.5', '', ' 1', '1e3', '1234567890'])('refuses %j days', (DAYS) => {
    expect(() => readEnvironment(schema, { NAME: 'n', DAYS })).toThrow(/DAYS/);
  });
});

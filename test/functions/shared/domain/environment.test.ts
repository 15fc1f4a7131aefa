import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import {
  positiveInteger,
  readEnvironment,
  required,
  timeScale,
} from '#functions/shared/domain/environment.ts';

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

describe('timeScale', () => {
  const scaled = z.object({ SCALE: timeScale });

  test.each([
    [undefined, 1],
    ['1', 1],
    ['0.5', 0.5],
    ['1000', 1000],
    [String(1e21), 1e21],
  ])('reads %j as %d', (SCALE, expected) => {
    expect(readEnvironment(scaled, { SCALE })).toEqual({ SCALE: expected });
  });

  test.each(['0', '-1', '', ' ', 'fast', 'NaN', 'Infinity'])('refuses %j', (SCALE) => {
    expect(() => readEnvironment(scaled, { SCALE })).toThrow('SCALE: must be a number above 0');
  });
});

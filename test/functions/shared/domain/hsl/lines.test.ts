import { describe, expect, test } from 'vitest';
import { joined, said } from '#functions/shared/domain/hsl/lines.ts';

describe('texts', () => {
  test('are those that say something', () => {
    expect(said('', 'a', '', 'b')).toEqual(['a', 'b']);
    expect(said('')).toEqual([]);
  });

  test('are joined', () => {
    expect(joined(['a', '', ' b\n', '\u0000'])).toBe('a — b');
    expect(joined(['a', 'b'], ': ')).toBe('a: b');
    expect(joined([''])).toBe('');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCursor, parseCursor } from '#functions/shared/domain/cursor.ts';

describe('a cursor', () => {
  test('leads back to its place, and only in its own list', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const place = text.toWellFormed();
        const cursor = formatCursor(['messages', 'a', 'asc'], place);

        expect(cursor).toMatch(/^[A-Za-z0-9_.-]+$/);
        expect(parseCursor(['messages', 'a', 'asc'], cursor)).toBe(place);
        expect(parseCursor(['messages', 'b', 'asc'], cursor)).toBeUndefined();
        expect(parseCursor(['messages', 'aasc'], cursor)).toBeUndefined();
      }),
    );
  });

  const good = formatCursor(['x'], '00000000000000000010');

  test.each(['', '.', 'abc', `${good}x`, `x${good}`, `${good}.`, good.toLowerCase(), good.replace('.', '')])(
    'is not %j',
    (cursor) => {
      expect(parseCursor(['x'], cursor)).toBeUndefined();
    },
  );
});

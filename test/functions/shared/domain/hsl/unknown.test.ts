import { describe, expect, test } from 'vitest';
import { parseUnknown, renderUnknown } from '#functions/shared/domain/hsl/unknown.ts';

describe('an element of an unknown type', () => {
  test.each([
    [{ text: 'Hi', type: 'STARS' }, ['Hi']],
    [{ type: 'STARS' }, ['Unsupported message: STARS']],
    [{ text: '{task}', type: 'STARS\n2' }, ['Unsupported message: STARS 2']],
    [{ type: 'x'.repeat(64) }, [`Unsupported message: ${'x'.repeat(64)}`]],
    [{ type: 'x'.repeat(65) }, [`Unsupported message: ${'x'.repeat(61)}…`]],
    [{ type: '\u0000' }, ['Unsupported message']],
    [{ type: null }, ['Unsupported message']],
    [{}, ['Unsupported message']],
  ])('%j is shown as %j', (hsl, lines) => {
    expect(renderUnknown(parseUnknown(hsl))).toEqual(lines);
  });

  test('keeps its type', () => {
    expect(parseUnknown({ text: 'Hi', type: 'Stars' })).toEqual({
      kind: 'unknown',
      text: 'Hi',
      type: 'Stars',
    });
  });
});

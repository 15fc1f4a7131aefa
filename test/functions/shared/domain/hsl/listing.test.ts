import { describe, expect, test } from 'vitest';
import { listOf, listOfObjects, marked, renderListing } from '#functions/shared/domain/hsl/listing.ts';
import { parseJson } from '#functions/shared/domain/json.ts';

const identity = (entry: unknown) => entry;

describe('a list', () => {
  test.each([
    [0, 0, 0],
    [20, 20, 0],
    [21, 20, 1],
    [100_000, 20, 99_980],
  ])('of %i entries shows %i and counts %i more', (length, shown, more) => {
    const list = listOf(Array(length).fill('x'), identity);

    expect(list).toEqual({ shown: Array(shown).fill('x'), more });
  });

  test('may be shorter', () => {
    expect(listOf([1, 2, 3], identity, 2)).toEqual({ shown: [1, 2], more: 1 });
    expect(listOfObjects([{ a: 1 }, { a: 2 }], identity, 1)).toEqual({ shown: [{ a: 1 }], more: 1 });
  });

  test('passes over what its reader has no use for', () => {
    const entries = [
      ...Array(1000).fill(null),
      { a: 1 },
      'x',
      [],
      parseJson('12345678901234567890'),
      { a: 2 },
    ];

    expect(listOfObjects(entries, identity)).toEqual({ shown: [{ a: 1 }, { a: 2 }], more: 0 });
    expect(listOf([undefined, 1], identity)).toEqual({ shown: [1], more: 0 });
  });

  test('of one may be the object itself', () => {
    expect(listOfObjects({ a: 1 }, identity)).toEqual({ shown: [{ a: 1 }], more: 0 });
  });

  test.each([[undefined], [null], ['abc'], [5], [true]])('is empty where %j stands', (value) => {
    expect(listOf(value, identity)).toEqual({ shown: [], more: 0 });
  });
});

describe('the lines of a list', () => {
  test('are those of its entries', () => {
    const lines = renderListing({ shown: ['a', 'b'], more: 0 }, (entry, index) => [`${index}${entry}`, '-']);

    expect(lines).toEqual(['0a', '-', '1b', '-']);
  });

  test('end with how many are not shown', () => {
    expect(renderListing({ shown: ['a'], more: 7 }, (entry) => [entry])).toEqual(['a', '… and 7 more']);
  });

  test('are indented behind their mark', () => {
    expect(marked('10. ', ['a', 'b', 'c'])).toEqual(['10. a', '    b', '    c']);
    expect(marked('- ', [])).toEqual([]);
    expect(marked('', ['a', 'b'])).toEqual(['a', 'b']);
  });
});

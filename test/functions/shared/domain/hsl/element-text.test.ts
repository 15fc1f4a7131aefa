import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderText, splitGroups } from '#functions/shared/domain/hsl/element-text.ts';

describe('groups in braces', () => {
  test.each([
    ['Thanks{task}', 'Thanks', '{task}'],
    ['Thanks {a: 1}{task}', 'Thanks', '{a: 1}{task}'],
    ['Thanks {a} \n{b} ', 'Thanks', '{a} \n{b} '],
    ['Thanks{a: {b: {}}}', 'Thanks', '{a: {b: {}}}'],
    ['{task}', '', '{task}'],
    ['Dear {name}, welcome', 'Dear {name}, welcome', ''],
    ['{a} then {b}', '{a} then', '{b}'],
    ['no groups ', 'no groups ', ''],
    ['not opened}', 'not opened}', ''],
    ['not opened} {task}', 'not opened}', '{task}'],
    ['not closed{', 'not closed{', ''],
    ['{not closed{task}', '{not closed', '{task}'],
    ['}{', '}{', ''],
    ['}}{}', '}}', '{}'],
    ['a} b', 'a} b', ''],
    ['a{b}}', 'a{b}}', ''],
    ['', '', ''],
  ])('end %j', (text, visible, groups) => {
    expect(splitGroups(text)).toEqual({ visible, groups });
  });

  test('take one look, however many there are', () => {
    expect(splitGroups(`a${'{}'.repeat(500_000)}`).visible).toBe('a');
    expect(splitGroups(`a${'{'.repeat(500_000)}${'}'.repeat(500_000)}`).visible).toBe('a');
    expect(splitGroups('}'.repeat(1_000_000)).groups).toBe('');
  });

  test('and what stands before them are the text', () => {
    const text = fc.array(fc.constantFrom('{', '}', ' ', 'a', '🧾', '\n')).map((parts) => parts.join(''));

    fc.assert(
      fc.property(text, (any) => {
        const { visible, groups } = splitGroups(any);

        expect(any.startsWith(visible)).toBe(true);
        expect(any.slice(visible.length).trimStart()).toBe(groups.trimStart());
        expect(groups).toMatch(/^$|^\{.*\}\s*$/s);
        expect(splitGroups(visible).groups).toBe('');
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the text of an element', () => {
  test.each([
    ['Hi\n there ', ['Hi\n there ']],
    ['', []],
    [' \n\t', []],
    ['\u0000', []],
    ['{task}', []],
    ['Hi {task}', ['Hi']],
    ['Tell us{chatform}{689}', ['Tell us', 'Form (not available here)']],
    ['{ChatForm} {689}', ['Form (not available here)']],
    ['{chatform}', []],
    ['{chatform}{689} is a form', ['{chatform}{689} is a form']],
    ['a\u202Eb', ['ab']],
  ])('%j is shown as %j', (text, lines) => {
    expect(renderText(text)).toEqual(lines);
  });
});

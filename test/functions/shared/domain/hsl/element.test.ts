import { describe, expect, test } from 'vitest';
import { parseElement } from '#functions/shared/domain/hsl/element.ts';
import type { Hsl } from '#functions/shared/domain/hsl/hsl.ts';

describe('an element', () => {
  test.each([
    ['TEXT', 'text'],
    ['BUTTON', 'button'],
    ['CAROUSEL', 'carousel'],
    ['FORM', 'form'],
    ['SILENT', 'silent'],
    ['NATIVE_ACTION', 'native_action'],
    ['SYSTEM', 'system'],
    ['RECEIPT', 'receipt'],
    ['TAB_LIST', 'tab_list'],
    [' Text ', 'text'],
    ['STAR_RATING', 'unknown'],
    ['__proto__', 'unknown'],
    ['constructor', 'unknown'],
    [['TEXT'], 'unknown'],
    ['', 'unknown'],
    [undefined, 'unknown'],
  ])('of type %j is of the kind %s', (type, kind) => {
    expect(parseElement({ text: 'Hi', type, data: {} })).toMatchObject({ kind, text: 'Hi' });
  });

  test.each(['TEXT', 'BUTTON', 'STAR_RATING', undefined])('of type %j may hold intents', (type) => {
    expect(parseElement({ type, data: { intents: ['A'] } })).toMatchObject({ kind: 'intents' });
  });

  test('takes nothing from a prototype', () => {
    const inherited: Hsl = Object.create({ type: 'TEXT', text: 'inherited' });
    const parsed: Hsl = JSON.parse('{"__proto__":{"type":"TEXT","text":"x"},"constructor":{"text":"y"}}');

    expect(parseElement(inherited)).toEqual({ kind: 'unknown', text: '', type: '' });
    expect(parseElement(parsed)).toEqual({ kind: 'unknown', text: '', type: '' });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { parseNativeAction, parseSilent, renderUnseen } from '#functions/shared/domain/hsl/silent.ts';

describe('a SILENT element', () => {
  test('is read', () => {
    const silent_actions = [{ type: 'REFRESH', data: { Id: 5 } }, { type: '' }, {}, null];

    expect(parseSilent({ text: 'Hi', data: { silent_actions } })).toEqual({
      kind: 'silent',
      text: 'Hi',
      actions: { shown: ['REFRESH'], more: 0 },
    });
  });

  test('says its text or nothing', () => {
    expect(renderUnseen(parseSilent({ text: '', data: { silent_actions: [{ type: 'A' }] } }))).toEqual([]);
    expect(renderUnseen(parseSilent({ text: 'Hi' }))).toEqual(['Hi']);
  });
});

describe('a NATIVE_ACTION element', () => {
  test('is read', () => {
    expect(parseNativeAction({ text: 'Hi', data: { method: 'open' } })).toEqual({
      kind: 'native_action',
      text: 'Hi',
      method: 'open',
    });
  });

  test('says its text or nothing', () => {
    expect(renderUnseen(parseNativeAction({ data: { method: 'open' } }))).toEqual([]);
    expect(renderUnseen(parseNativeAction({ text: 'Hi' }))).toEqual(['Hi']);
  });
});

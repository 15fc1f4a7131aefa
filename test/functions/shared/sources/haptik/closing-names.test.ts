import { describe, expect, test } from 'vitest';
import { closingNames } from '#functions/shared/sources/haptik/closing-names.ts';

const none = { conversationIdentifier: undefined, collectionId: undefined, conversationNo: undefined };

describe('the names of a closing', () => {
  test('are all that its data gives', () => {
    const data = { conversation_identifier: 'c-1', collection_id: 90417, conversation_no: '17' };

    expect(closingNames({ data })).toEqual({
      conversationIdentifier: 'c-1',
      collectionId: '90417',
      conversationNo: '17',
    });
  });

  test.each([
    ['conversation_no', { data: { conversation_no: 1, conversation_id: 2 }, conversation_no: 3 }, '1'],
    ['conversation_id', { data: { conversation_no: null, conversation_id: 2 }, conversation_no: 3 }, '2'],
    [
      'conversation_no at the top',
      { data: { conversation_no: '', conversation_id: 'None' }, conversation_no: 3 },
      '3',
    ],
    ['conversation_no at the top without data', { conversation_no: 0 }, '0'],
  ])('take the number from %s', (_, payload, conversationNo) => {
    expect(closingNames(payload)).toEqual({ ...none, conversationNo });
  });

  test('stay as they are written, however long', () => {
    const conversation_identifier = ` ${'x'.repeat(300)}\n`;

    expect(closingNames({ data: { conversation_identifier } }).conversationIdentifier).toBe(
      conversation_identifier,
    );
  });

  test.each([undefined, null, [], 'text', {}, { conversation_identifier: {}, collection_id: true }])(
    'are absent in %j',
    (data) => {
      expect(closingNames({ data })).toEqual(none);
    },
  );
});

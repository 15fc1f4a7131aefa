import { describe, expect, test } from 'vitest';
import { parseJson } from '#functions/shared/domain/json.ts';
import { closingDetails } from '#functions/shared/sources/haptik/closing-details.ts';

/** An object whose JSON is so many characters long. */
const ofLength = (length: number) => ({ a: 'x'.repeat(length - '{"a":""}'.length) });

describe('the details of a closing', () => {
  test('are everything that Haptik says of it', () => {
    const payload = {
      follow_up_details: {
        follow_up_timestamp: 1893493800,
        send_to: 2,
        expert_name: 'Ravi',
        comment: 'Ask again',
        team_id: 31,
      },
      data: {
        conversation_no: 17,
        collection_id: 90417,
        conversation_identifier: 'c-1',
        chat_link: 'https://chats.example.com/17',
        complete_chat_link: 'https://chats.example.com/17/complete',
        completion_type: 'agent',
        completion_by: 'Asha',
        closing_categories: { reason: 'Order', subReason: 'Late', comment: 'Called' },
        conversation_details: { order: '4471' },
        conversation_data: { order: 'older' },
        user_details: { phone_number: 9845500217 },
        permanent_user_data: { phone_number: 'older' },
      },
    };

    expect(closingDetails(payload)).toEqual({
      conversationIdentifier: 'c-1',
      collectionId: '90417',
      conversationNo: '17',
      completionType: 'agent',
      completionBy: 'Asha',
      closingCategories: { reason: 'Order', subReason: 'Late', comment: 'Called' },
      followUp: {
        at: '2030-01-01T10:30:00.000Z',
        sendTo: 'user',
        expertName: 'Ravi',
        comment: 'Ask again',
        teamId: '31',
      },
      chatLink: 'https://chats.example.com/17/complete',
      conversationDetails: { order: '4471' },
      userDetails: { phone_number: 9845500217 },
    });
  });

  test.each([
    ['nothing', {}],
    ['data that is a list', { data: [{ conversation_no: 1 }], follow_up_details: [] }],
    ['null', { data: null, follow_up_details: null }],
    [
      'fields that say nothing',
      {
        follow_up_details: {
          follow_up_timestamp: '',
          send_to: null,
          expert_name: '',
          comment: 'None',
          team_id: {},
        },
        data: {
          conversation_no: '',
          completion_type: 'None',
          completion_by: null,
          closing_categories: { reason: '', subReason: ' ', comment: null },
          chat_link: '',
          conversation_details: {},
          user_details: 'text',
        },
      },
    ],
  ])('are absent with %s', (_, payload) => {
    expect(closingDetails(payload)).toBeUndefined();
  });

  test.each([
    ['completion_type', 'completionType'],
    ['completion_by', 'completionBy'],
    ['conversation_identifier', 'conversationIdentifier'],
    ['collection_id', 'collectionId'],
    ['conversation_no', 'conversationNo'],
  ])('have at most 200 characters of %s, in one line', (key, name) => {
    expect(closingDetails({ data: { [key]: `a\n${'x'.repeat(300)}` } })).toEqual({
      [name]: `a ${'x'.repeat(198)}`,
    });
    expect(closingDetails({ data: { [key]: 5 } })).toEqual({ [name]: '5' });
  });

  test.each([
    ['one text', 'Refund', { reason: 'Refund' }],
    ['a number', 5, { reason: '5' }],
    ['one of three', { subReason: 'Late' }, { subReason: 'Late' }],
    ['a text of 1,001 characters', 'x'.repeat(1001), { reason: 'x'.repeat(1000) }],
    [
      'texts of 1,001 characters',
      { reason: 'a'.repeat(1001), subReason: 'b'.repeat(1001), comment: 'c'.repeat(1001) },
      { reason: 'a'.repeat(1000), subReason: 'b'.repeat(1000), comment: 'c'.repeat(1000) },
    ],
    ['the spelling that is not documented', { sub_reason: 'Late', reason: 'Order' }, { reason: 'Order' }],
    ['a list', ['Refund'], undefined],
    ['an empty text', '', undefined],
  ])('have categories of %s', (_, closing_categories, closingCategories) => {
    expect(closingDetails({ data: { closing_categories } })).toEqual(
      closingCategories && { closingCategories },
    );
  });

  test.each([
    [
      'complete_chat_link',
      { complete_chat_link: 'https://a.example/c', chat_link: 'https://a.example/l' },
      'https://a.example/c',
    ],
    ['chat_link', { chat_link: 'http://a.example/l' }, 'http://a.example/l'],
    [
      'chat_link where the other is none',
      { complete_chat_link: '', chat_link: 'https://a.example/l' },
      'https://a.example/l',
    ],
    ['an address of a script', { chat_link: 'javascript:alert(1)' }, undefined],
    ['a name and a password', { chat_link: 'https://asha:secret@a.example/l' }, 'https://a.example/l'],
    ['a path', { chat_link: '/l' }, undefined],
    ['a link that is too long', { chat_link: `https://a.example/${'x'.repeat(5000)}` }, undefined],
    ['a number', { chat_link: 5 }, undefined],
  ])('have a link of %s', (_, data, chatLink) => {
    expect(closingDetails({ data })).toEqual(chatLink && { chatLink });
  });

  test.each([
    ['conversation_details', 'conversationDetails'],
    ['conversation_data', 'conversationDetails'],
    ['user_details', 'userDetails'],
    ['permanent_user_data', 'userDetails'],
  ])('have what bot builders put into %s, up to 2,000 characters of JSON', (key, name) => {
    expect(closingDetails({ data: { [key]: ofLength(2000) } })).toEqual({ [name]: ofLength(2000) });
    expect(closingDetails({ data: { [key]: ofLength(2001) } })).toBeUndefined();
    expect(closingDetails({ data: { [key]: {} } })).toBeUndefined();
    expect(closingDetails({ data: { [key]: [1] } })).toBeUndefined();
    expect(closingDetails({ data: { [key]: 'text' } })).toBeUndefined();
  });

  test('have the older object where the newer one is empty', () => {
    const data = {
      conversation_details: {},
      conversation_data: { order: '4471' },
      user_details: null,
      permanent_user_data: { city: 'Pune' },
    };

    expect(closingDetails({ data })).toEqual({
      conversationDetails: { order: '4471' },
      userDetails: { city: 'Pune' },
    });
  });

  test('keep every digit, and give a key __proto__ no power', () => {
    const details = closingDetails({
      data: parseJson('{"user_details":{"__proto__":{"polluted":true},"card":12345678901234567890}}'),
    });

    expect(JSON.stringify(details)).toBe(
      '{"userDetails":{"__proto__":{"polluted":true},"card":12345678901234567890}}',
    );
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});

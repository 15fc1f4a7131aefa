import { expect, test } from 'vitest';
import { parseJson } from '#functions/shared/domain/json.ts';
import { errorMessageOf } from '#functions/shared/domain/outbox/error-message.ts';

test.each([
  ['{"error_message":"invalid authorization details"}', 'invalid authorization details'],
  ['{"error":"unknown user"}', 'unknown user'],
  ['{"error_message":"","error":"second"}', 'second'],
  ['{"error_message":" one\\r\\ntwo\\u0000three\\u202e "}', 'one two three'],
  ['{"error_message":"half \\ud800"}', 'half \ufffd'],
])('%s says %j', (json, message) => {
  expect(errorMessageOf(parseJson(json))).toBe(message);
});

test('a long message is cut to 500 characters', () => {
  expect(errorMessageOf({ error_message: 'x'.repeat(501) })).toBe('x'.repeat(500));
});

test.each([
  '{}',
  '{"error_message":null}',
  '{"error_message":{"name":["too long"]}}',
  '{"error_message":"\\n \\u0000"}',
  '{"error_message":12345678901234567890}',
  '[{"error_message":"in a list"}]',
  '"text"',
  'null',
  '12345678901234567890',
])('%s says nothing', (json) => {
  expect(errorMessageOf(parseJson(json))).toBeUndefined();
});

test('what is no JSON says nothing', () => {
  expect(errorMessageOf(undefined)).toBeUndefined();
});

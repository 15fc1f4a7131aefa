import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bodyIdentity,
  byClosing,
  byClosingAndBody,
  byMessage,
} from '#functions/shared/sources/haptik/identity.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const digest = (...parts: string[]): string => sha256(JSON.stringify(parts)).slice(0, 32);

/** Of the body `{}`. */
const shaOfBraces = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';

const subject = (
  changes: { eventName?: string; platformId?: string; payload?: object; raw?: string } = {},
) => ({
  eventName: 'some_event',
  platformId: undefined,
  raw: '{}',
  ...changes,
  payload: { ...changes.payload },
});

describe('the identity by the body', () => {
  test('is the name and the digest of the body', () => {
    expect(bodyIdentity('message', '{}')).toBe(`message|${shaOfBraces}`);
    expect(bodyIdentity('message', '{ }')).toBe(`message|${sha256('{ }')}`);
  });

  test('is told further by the place in a list', () => {
    expect(bodyIdentity('message', '{}', 0)).toBe(`message|${shaOfBraces}`);
    expect(bodyIdentity('message', '{}', 1)).toBe(`message|${shaOfBraces}.1`);
    expect(bodyIdentity('message', '{}', 49)).toBe(`message|${shaOfBraces}.49`);
  });
});

describe('the identity by the message', () => {
  test("is the name and the message's id", () => {
    expect(byMessage(subject({ eventName: 'chat_pinned', platformId: '42' }))).toEqual({
      identity: 'chat_pinned|42',
      platformId: '42',
    });
  });

  test('is the body without an id', () => {
    expect(byMessage(subject({ eventName: 'chat_pinned' }))).toEqual({
      identity: `chat_pinned|${shaOfBraces}`,
    });
  });
});

const named = {
  conversation_identifier: 'c-1',
  collection_id: '90417',
  conversation_no: '17',
};
const user = { auth_id: 'u-1', user_id: 'h-9' };

describe('the identity by the closing', () => {
  const closed = byClosing('closed');

  test.each([
    ['the identifier', { data: named, user }, ['conversation', 'c-1']],
    ['the identifier as a number', { data: { conversation_identifier: 5 } }, ['conversation', '5']],
    [
      'collection and number',
      { data: { ...named, conversation_identifier: '' }, user },
      ['collection', '90417', '17'],
    ],
    [
      'collection and number as numbers',
      { data: { collection_id: 90417, conversation_no: 17 } },
      ['collection', '90417', '17'],
    ],
    [
      'user and number',
      { data: { conversation_no: '17', collection_id: null }, user },
      ['user', 'u-1', '17'],
    ],
    [
      'user by user_id and number',
      { data: { conversation_no: '17' }, user: { auth_id: '', user_id: 'h-9' } },
      ['user', 'h-9', '17'],
    ],
    ['user and the older number', { data: { conversation_id: 17 }, user }, ['user', 'u-1', '17']],
    [
      'user and the oldest number',
      { conversation_no: 17, user: { auth_id: 20417 } },
      ['user', '20417', '17'],
    ],
  ])('is its name and a digest of %s', (_, payload, parts) => {
    expect(closed(subject({ payload }))).toEqual({ identity: `closed|${digest(...parts)}` });
  });

  test('keeps its form', () => {
    expect(closed(subject({ payload: { data: named } })).identity).toBe(
      'closed|8a75628cad3b1f2837de692ef5ccdc33',
    );
  });

  test.each([
    ['nothing', {}],
    ['an identifier that is empty', { data: { conversation_identifier: '' }, user }],
    ['an identifier that is None', { data: { conversation_identifier: 'None' }, user }],
    ['an identifier that is null', { data: { conversation_identifier: null }, user }],
    ['an identifier that is an object', { data: { conversation_identifier: {} }, user }],
    ['a collection alone', { data: { collection_id: '90417' }, user }],
    ['a number alone', { data: { conversation_no: '17' } }],
    ['a number and an empty auth_id', { data: { conversation_no: '17' }, user: { auth_id: '' } }],
    ['a user alone', { user }],
  ])('is the body with %s', (_, payload) => {
    expect(closed(subject({ payload, platformId: '42' }))).toEqual({ identity: `closed|${shaOfBraces}` });
  });

  test('tells long identifiers apart that begin alike', () => {
    const identityOf = (end: string) =>
      closed(subject({ payload: { data: { conversation_identifier: 'x'.repeat(300) + end } } })).identity;

    expect(identityOf('1')).not.toBe(identityOf('2'));
  });

  test('tells a conversation from a number in a collection and from a number with a user', () => {
    const identities = [
      { data: { conversation_identifier: '1' } },
      { data: { collection_id: '1', conversation_no: '1' } },
      { data: { conversation_no: '1' }, user: { auth_id: '1' } },
      { data: { collection_id: '11', conversation_no: '' } },
      { data: { collection_id: '1', conversation_no: '11' } },
      { data: { collection_id: '11', conversation_no: '1' } },
    ].map((payload) => closed(subject({ payload })).identity);

    expect(new Set(identities).size).toBe(identities.length);
  });
});

describe('the identity by the closing and the body', () => {
  test('has the conversation and the body', () => {
    expect(byClosingAndBody(subject({ payload: { data: named } }))).toEqual({
      identity: `some_event|${digest('conversation', 'c-1')}|${shaOfBraces}`,
    });
  });

  test('has the body alone where nothing names the conversation', () => {
    expect(byClosingAndBody(subject({ platformId: '42' }))).toEqual({
      identity: `some_event||${shaOfBraces}`,
    });
  });
});

describe('two events', () => {
  /** Names that hold what other identities are made of. */
  const name = fc.constantFrom(
    '',
    'message',
    'message|1',
    `message|${shaOfBraces}`,
    `message|${shaOfBraces}.1`,
    'closed',
    `closed|${digest('conversation', '1')}`,
    'idle',
    `idle|${digest('conversation', '1')}`,
    'idle|',
  );
  const number = fc.nat(12).map(String);

  /** What tells an event, and its identity. Bodies of other names are other bodies. */
  const told = fc.oneof(
    fc.tuple(fc.constant('id'), name, number).map(([how, eventName, platformId]) => ({
      facts: [how, eventName, platformId],
      identity: byMessage(subject({ eventName, platformId })).identity,
    })),
    fc.tuple(fc.constant('body'), name, number).map(([how, eventName, more]) => ({
      facts: [how, eventName, more],
      identity: byMessage(subject({ eventName, raw: `${eventName} ${more}` })).identity,
    })),
    fc.tuple(fc.constant('list'), number, fc.integer({ min: 1, max: 49 })).map(([how, more, index]) => ({
      facts: [how, more, String(index)],
      identity: bodyIdentity('message', more === '0' ? '{}' : `list ${more}`, index),
    })),
    fc.tuple(fc.constant('closed'), number).map(([how, conversation_identifier]) => ({
      facts: [how, conversation_identifier],
      identity: byClosing('closed')(subject({ payload: { data: { conversation_identifier } } })).identity,
    })),
    fc.tuple(fc.constant('idle'), number, number).map(([how, conversation_identifier, more]) => ({
      facts: [how, conversation_identifier, more],
      identity: byClosingAndBody(
        subject({ eventName: 'idle', raw: `idle ${more}.`, payload: { data: { conversation_identifier } } }),
      ).identity,
    })),
  );

  test('have one identity only if they are told by the same', () => {
    fc.assert(
      fc.property(told, told, (one, other) => {
        expect(one.identity === other.identity).toBe(one.facts.join('\n') === other.facts.join('\n'));
      }),
      { numRuns: 20_000 },
    );
  });
});

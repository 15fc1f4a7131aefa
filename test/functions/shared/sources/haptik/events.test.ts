import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { haptik } from '#functions/shared/sources/haptik.ts';

const payloadOf = (changes: object = {}) => ({
  timestamp: '2018-10-04T12:41:27.980Z',
  user: { auth_id: 'u-1', user_id: 'h-9' },
  business_id: 343,
  event_name: 'chat_pinned',
  agent: { id: 7, name: 'Asha', is_automated: false },
  message: { id: 5, body: 'Hi' },
  ...changes,
});

const read = (changes: object) => haptik.read(JSON.stringify(payloadOf(changes)));

const eventOf = (changes: object) => {
  const reading = read(changes);
  if (reading.outcome !== 'understood') throw new Error(`not understood: ${reading.outcome}`);
  const [event] = reading.news.events;
  if (event === undefined) throw new Error('no event');
  return event;
};

/** What tells an event that nothing else tells. */
const digestOf = (changes: object): string =>
  createHash('sha256')
    .update(JSON.stringify(payloadOf(changes)))
    .digest('hex');

describe('a Haptik event', () => {
  test('without an agent is by the system', () => {
    expect(eventOf({ agent: undefined }).author).toEqual({ type: 'system' });
  });

  test('that is told by its closing has no id, though it has a message', () => {
    const event = eventOf({ event_name: 'webhook_conversation_complete', data: { conversation_no: 1 } });

    expect(event).toMatchObject({ text: 'Hi', platformAt: Date.UTC(2018, 9, 4, 12, 41, 27, 980) });
    expect(event.platformId).toBeUndefined();
  });

  test('is one closing under both names of an agent who closes a chat', () => {
    const data = { conversation_identifier: 'c-1' };

    expect(eventOf({ event_name: 'webhook_agent_chat_complete', data }).identity).toBe(
      eventOf({ event_name: 'webhook_agent_chat_close', data, timestamp: null }).identity,
    );
  });

  test.each([undefined, null, 'text', [{ id: 5, body: 'x' }], { id: 1.5, body: 7 }])(
    'is understood with a message of %j, and is known by its body',
    (message) => {
      expect(eventOf({ message })).toMatchObject({
        kind: 'agent_assigned',
        identity: `chat_pinned|${digestOf({ message })}`,
        text: '',
      });
    },
  );

  test.each([
    'Message',
    'messages',
    'CHAT_PINNED',
    'chat_complete_v2',
    'webhook_conversation_completed',
    '__proto__',
    'constructor',
    'toString',
  ])('of the other name %s is unknown', (event_name) => {
    expect(eventOf({ event_name })).toMatchObject({
      kind: 'unknown',
      eventName: event_name,
      identity: `${event_name}|5`,
    });
  });

  test('of an empty name and with a message is a message', () => {
    expect(eventOf({ event_name: '' })).toMatchObject({ kind: 'message', identity: 'message|5' });
  });

  test('of no name and without a message is unknown', () => {
    const changes = { event_name: undefined, message: undefined };

    expect(eventOf(changes)).toMatchObject({
      kind: 'unknown',
      eventName: '',
      identity: `|${digestOf(changes)}`,
    });
  });

  test('may have a name of 100 characters', () => {
    expect(eventOf({ event_name: 'x'.repeat(100) }).eventName).toBe('x'.repeat(100));
    expect(eventOf({ event_name: 'a~b|c#d é' }).eventName).toBe('a~b|c#d é');
  });

  test.each([
    ['101 characters', 'x'.repeat(101)],
    ['a tilde in front', '~1'],
    ['a line break', 'a\nb'],
    ['another line separator', 'a\u2028b'],
    ['NUL', 'a\u0000'],
    ['half a character', 'a\uD800'],
    ['a character that turns the direction of writing', '\u202Ea'],
    ['a space at its end', 'chat_pinned '],
    ['a number', 5],
    ['false', false],
    ['a list', ['message']],
    ['an object', {}],
  ])('is not understood by a name of %s', (_, event_name) => {
    expect(read({ event_name })).toEqual({
      outcome: 'unusable',
      reason: 'event_name: must be a short text in one line',
    });
  });

  test('may be typing, whatever else there is', () => {
    expect(read({ event_name: 'typing_indicator', typing_indicator: 'stop' })).toEqual({
      outcome: 'typing',
      typing: { businessId: '343', user: { authId: 'u-1', userId: 'h-9' }, state: 'stop' },
    });
  });
});

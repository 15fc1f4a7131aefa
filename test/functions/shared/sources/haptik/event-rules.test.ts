import { describe, expect, test } from 'vitest';
import { eventRules, unknownEvent } from '#functions/shared/sources/haptik/event-rules.ts';

const ruleOf = (name: string) => {
  const rule = eventRules.get(name);
  if (rule === undefined) throw new Error(`There is no rule for ${name}`);
  return rule;
};

const data = { conversation_identifier: 'c-1', completion_by: 'Asha' };
const details = { conversationIdentifier: 'c-1', completionBy: 'Asha' };

const identityOf = (
  eventName: string,
  changes: { platformId?: string; raw?: string; payload?: object } = {},
) =>
  ruleOf(eventName).identity({
    eventName,
    platformId: '42',
    raw: '{}',
    ...changes,
    payload: { data, ...changes.payload },
  });

describe('the rules for events', () => {
  test('are those of the names that are documented', () => {
    expect([...eventRules].map(([name, { kind }]) => [name, kind])).toEqual([
      ['chat_pinned', 'agent_assigned'],
      ['chat_complete', 'conversation_complete'],
      ['webhook_conversation_complete', 'conversation_complete'],
      ['webhook_agent_chat_complete', 'agent_closed'],
      ['webhook_agent_chat_close', 'agent_closed'],
      ['webhook_conversation_complete_partial', 'conversation_idle'],
    ]);
  });

  test.each(['chat_pinned', 'chat_complete'])('tell %s by its message', (name) => {
    expect(identityOf(name)).toEqual({ identity: `${name}|42`, platformId: '42' });
  });

  test('tell a completion by what it closes, whatever the body', () => {
    const { identity, ...rest } = identityOf('webhook_conversation_complete');

    expect(identity).toMatch(/^webhook_conversation_complete\|[0-9a-f]{32}$/);
    expect(rest).toEqual({});
    expect(identityOf('webhook_conversation_complete', { raw: '{ }' }).identity).toBe(identity);
  });

  test("give an agent's closing one identity under both names", () => {
    const { identity } = identityOf('webhook_agent_chat_complete');

    expect(identity).toMatch(/^agent_closed\|[0-9a-f]{32}$/);
    expect(identityOf('webhook_agent_chat_close', { raw: '{ }' }).identity).toBe(identity);
  });

  test('tell each falling idle of a conversation by its body', () => {
    const { identity } = identityOf('webhook_conversation_complete_partial');

    expect(identity).toMatch(/^webhook_conversation_complete_partial\|[0-9a-f]{32}\|[0-9a-f]{64}$/);
    expect(identityOf('webhook_conversation_complete_partial', { raw: '{ }' }).identity).not.toBe(identity);
  });

  test.each([
    'chat_complete',
    'webhook_conversation_complete',
    'webhook_agent_chat_complete',
    'webhook_agent_chat_close',
    'webhook_conversation_complete_partial',
  ])('read what %s says of a closing', (name) => {
    expect(ruleOf(name).details({ data })).toEqual(details);
  });
});

describe('the details of an assignment', () => {
  const { details: detailsOf } = ruleOf('chat_pinned');
  const status = (data: unknown) => ({ body: { type: 'SYSTEM', data } });

  test.each([
    ['at the top', { team_name: 'Orders' }],
    ["in the status line's payload", { message: status({ payload: { team_name: 'Orders' } }) }],
    [
      'at the top before the payload',
      { team_name: 'Orders', message: status({ payload: { team_name: 'Refunds' } }) },
    ],
    [
      'in the payload where the top says nothing',
      { team_name: '', message: status({ payload: { team_name: 'Orders' } }) },
    ],
  ])('are the team %s', (_, payload) => {
    expect(detailsOf(payload)).toEqual({ team: 'Orders' });
  });

  test.each([
    ['nothing', {}],
    ['closing data', { data }],
    ['a message that is text', { message: 'x' }],
    ['a body that is text', { message: { body: 'x' } }],
    ['data that is a list', { message: status([]) }],
    ['data without payload', { message: status({ team_name: 'Orders' }) }],
    ['a payload that is null', { message: status({ payload: null }) }],
    ['a team that is an object', { team_name: {}, message: status({ payload: { team_name: [] } }) }],
  ])('are absent with %s', (_, payload) => {
    expect(detailsOf(payload)).toBeUndefined();
  });
});

describe('an unknown event', () => {
  test('is told by its message, and says nothing further', () => {
    expect(unknownEvent.kind).toBe('unknown');
    expect(unknownEvent.identity({ eventName: 'x', platformId: '42', payload: {}, raw: '{}' })).toEqual({
      identity: 'x|42',
      platformId: '42',
    });
    expect(unknownEvent.details({ data })).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { parseSystem, renderSystem } from '#functions/shared/domain/hsl/system.ts';

const lines = (text: unknown, data: unknown) => renderSystem(parseSystem({ text, data }));

describe('a SYSTEM element', () => {
  test('is read', () => {
    const payload = { agent_name: 'Asha', team_name: 'Orders' };

    expect(parseSystem({ text: 'Hi', data: { event_name: 'chat_pinned', payload } })).toEqual({
      kind: 'system',
      text: 'Hi',
      eventName: 'chat_pinned',
      agentName: 'Asha',
      teamName: 'Orders',
    });
  });

  test.each([
    ['Asha is here', {}, ['Asha is here']],
    ['Asha is here', { event_name: 'chat_pinned' }, ['Asha is here']],
    ['', {}, []],
    [undefined, undefined, []],
    [
      '',
      { event_name: 'chat_pinned', payload: { agent_name: 'Asha\n', team_name: 'Orders' } },
      ['Assigned to Asha (Orders)'],
    ],
    ['', { event_name: 'chat_pinned', payload: { agent_name: 'Asha' } }, ['Assigned to Asha']],
    ['', { event_name: 'chat_pinned', payload: { team_name: 'Orders\n' } }, ['Assigned to Orders']],
    ['', { event_name: 'chat_pinned' }, ['Assigned to an agent']],
    ['', { event_name: 'chat_complete', payload: { agent_name: 'Asha' } }, ['Completed by Asha']],
    ['', { event_name: 'chat_complete', payload: {} }, ['Completed']],
    ['', { event_name: 'other', payload: { agent_name: 'Asha', team_name: 'Orders' } }, ['Asha (Orders)']],
    ['', { event_name: 'other' }, []],
  ])('of the text %j and the data %j is %j', (text, data, expected) => {
    expect(lines(text, data)).toEqual(expected);
  });
});

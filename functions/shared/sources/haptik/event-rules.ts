import type { Details, EventKind } from '#functions/shared/domain/event.ts';
import type { Payload } from '../payload.ts';
import { closingDetails } from './closing-details.ts';
import { descriptionOf, objectOf } from './fields.ts';
import { byClosing, byClosingAndBody, byMessage, type Identity } from './identity.ts';

/** What an event of one name means. */
export type EventRule = {
  kind: Exclude<EventKind, 'message'>;
  identity: Identity;
  details: (payload: Payload) => Details | undefined;
};

/** The team stands at the top of the first shape (2018-11-06), since 2019-09-04 in the status line's payload. */
const teamOf = (payload: Payload): Details | undefined => {
  const data = objectOf(objectOf(objectOf(payload.message).body).data);
  const team = descriptionOf(payload.team_name) ?? descriptionOf(objectOf(data.payload).team_name);
  return team === undefined ? undefined : { team };
};

const agentClosed: EventRule = {
  kind: 'agent_closed',
  identity: byClosing('agent_closed'),
  details: closingDetails,
};

/** Every event but messages and typing, by its exact name. A new event of Haptik's is one entry here. */
export const eventRules: ReadonlyMap<string, EventRule> = new Map<string, EventRule>([
  ['chat_pinned', { kind: 'agent_assigned', identity: byMessage, details: teamOf }],
  ['chat_complete', { kind: 'conversation_complete', identity: byMessage, details: closingDetails }],
  [
    'webhook_conversation_complete',
    {
      kind: 'conversation_complete',
      identity: byClosing('webhook_conversation_complete'),
      details: closingDetails,
    },
  ],
  // One event under two names: the documentation's prose says complete, its sample close.
  ['webhook_agent_chat_complete', agentClosed],
  ['webhook_agent_chat_close', agentClosed],
  [
    'webhook_conversation_complete_partial',
    { kind: 'conversation_idle', identity: byClosingAndBody, details: closingDetails },
  ],
]);

/** Any other name: Haptik promises new ones, and that they are no error. */
export const unknownEvent: EventRule = { kind: 'unknown', identity: byMessage, details: () => undefined };

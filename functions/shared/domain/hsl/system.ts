import { oneLine } from '#functions/shared/domain/text.ts';
import { renderText } from './element-text.ts';
import type { Hsl } from './hsl.ts';
import { said } from './lines.ts';
import { objectAt, textAt } from './own.ts';

/** A status line. `eventName` is `chat_pinned` (an agent was assigned), `chat_complete`, or empty before 2019-09-04. */
export type SystemElement = {
  kind: 'system';
  text: string;
  eventName: string;
  agentName: string;
  teamName: string;
};

export const parseSystem = (hsl: Hsl): SystemElement => {
  const data = objectAt(hsl, 'data');
  const payload = objectAt(data, 'payload');
  return {
    kind: 'system',
    text: textAt(hsl, 'text'),
    eventName: textAt(data, 'event_name'),
    agentName: textAt(payload, 'agent_name'),
    teamName: textAt(payload, 'team_name'),
  };
};

/** `Asha (Orders)`, or the one that is known, or nothing. */
const whoOf = ({ agentName, teamName }: SystemElement): string => {
  const agent = oneLine(agentName);
  const team = oneLine(teamName);
  return agent === '' || team === '' ? agent + team : `${agent} (${team})`;
};

const statusOf = (element: SystemElement): string => {
  const who = whoOf(element);
  switch (element.eventName) {
    case 'chat_pinned':
      return `Assigned to ${who || 'an agent'}`;
    case 'chat_complete':
      return who === '' ? 'Completed' : `Completed by ${who}`;
    default:
      return who;
  }
};

export const renderSystem = (element: SystemElement): string[] => {
  const lines = renderText(element.text);
  return lines.length === 0 ? said(statusOf(element)) : lines;
};

import {
  agentOf,
  type ConversationHead,
  closingOf,
  statusOf,
} from '#functions/shared/domain/conversation.ts';
import { html, type Piece } from '#functions/widget/html/html.ts';
import { facts } from '#functions/widget/html/parts.ts';
import { statusTag } from '#functions/widget/html/status-tag.ts';
import { ago } from '#functions/widget/html/times.ts';

const personalLines = (head: ConversationHead): string[] => {
  const { authId, userId, userName, userPlatform, agent, businessName } = head;
  const known = {
    auth_id: authId,
    user_id: userId?.value,
    name: userName?.value,
    platform: userPlatform?.value,
    business: businessName?.value,
    agent: agent?.value.name,
  };
  const closing = Object.entries(closingOf(head) ?? {});
  return [
    ...Object.entries(known).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}\n`])),
    ...closing.map(([name, value]) => `closing ${name}: ${JSON.stringify(value)}\n`),
  ];
};

/** How a conversation stands; who its user is on request only. */
export const aboutHtml = (
  head: ConversationHead,
  { personal, now }: { personal: boolean; now: number },
): Piece => [
  facts([
    ['status', statusTag(statusOf(head))],
    ['events', head.lastSeq],
    ['last event', ago(head.updatedAt, now)],
    ['first stored', ago(head.createdAt, now)],
    ['talks with', agentOf(head)?.automated === false ? 'an agent' : 'the bot'],
  ]),
  personal && html`<pre>${personalLines(head)}</pre>`,
];

import * as z from 'zod/mini';
import { type ConversationHead, statusOf } from '#functions/shared/domain/conversation.ts';
import { type Call, channelParam, personalParam, readParams } from '#functions/widget/call.ts';
import type { WidgetDependencies } from '#functions/widget/dependencies.ts';
import type { Params } from '#functions/widget/html/button.ts';
import { conversationButton } from '#functions/widget/html/conversation-button.ts';
import { type Html, html, type Piece } from '#functions/widget/html/html.ts';
import { bar, table } from '#functions/widget/html/parts.ts';
import { personalButton } from '#functions/widget/html/personal-button.ts';
import { statusTag } from '#functions/widget/html/status-tag.ts';
import { ago } from '#functions/widget/html/times.ts';
import type { View } from './view.ts';

type Dependencies = Pick<WidgetDependencies, 'reader' | 'channels' | 'clock'>;

const pageSize = 20;

const rowOf = (
  head: ConversationHead,
  { call, personal, now, list }: { call: Call; personal: boolean; now: number; list: Params },
): Piece[] => [
  ago(head.updatedAt, now),
  conversationButton(call.button, head.conversationId, list),
  statusTag(statusOf(head)),
  head.lastSeq,
  ...(personal ? [head.userName?.value, head.lastText?.value] : []),
];

const headings = ['Active', 'Conversation', 'Status', 'Events'];

/** The conversations of a channel that were active last. `before` is a page's place in the list. */
export const createConversations = ({ reader, channels, clock }: Dependencies): View => {
  const names = channels.map(({ name }) => name);
  const schema = z.object({
    channel: channelParam(names),
    before: z.optional(z.string()),
    personal: personalParam,
  });

  const tabs = (call: Call, chosen: string): Html[] =>
    names.length < 2
      ? []
      : names.map((channel) =>
          call.button({
            label: channel,
            params: { view: 'conversations', channel },
            look: channel === chosen ? 'primary' : 'plain',
          }),
        );

  return async (call) => {
    const { channel = names[0] ?? '', before, personal } = readParams(schema, call.params);
    const { items, next } = await reader.recent(channel, { limit: pageSize, before });
    const params = { view: 'conversations', channel, before };
    const list = { ...params, ...(personal && { personal }) };
    const rows = items.map((head) => rowOf(head, { call, personal, now: clock(), list }));
    const toggle = personalButton(call.button, { params, personal, what: 'names and texts' });
    return html`
      ${bar(tabs(call, channel), html`<span class="grow"></span>`, toggle)}
      ${table(personal ? [...headings, 'Name', 'Last text'] : headings, rows, 'No conversation was active in this channel.')}
      ${bar(
        before !== undefined && call.button({ label: 'Newest', params: { ...params, before: undefined } }),
        next !== undefined && call.button({ label: 'Older', params: { ...list, before: next } }),
      )}`;
  };
};

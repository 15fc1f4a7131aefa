import * as z from 'zod/mini';
import { type ConversationHead, statusOf } from '#functions/shared/domain/conversation.ts';
import { type Call, channelParam, personalParam, readParams } from '#functions/widget/call.ts';
import type { WidgetDependencies } from '#functions/widget/dependencies.ts';
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
  { call, personal, now }: { call: Call; personal: boolean; now: number },
): Piece[] => [
  ago(head.updatedAt, now),
  conversationButton(call.button, head.conversationId),
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
    const rows = items.map((head) => rowOf(head, { call, personal, now: clock() }));
    const more = { ...params, before: next, ...(personal && { personal }) };
    return html`
      ${bar(tabs(call, channel), html`<span class="grow"></span>`, personalButton(call.button, { params, personal }))}
      ${table(personal ? [...headings, 'Name', 'Last text'] : headings, rows, 'No conversation was active in this channel.')}
      ${bar(
        before !== undefined && call.button({ label: 'Newest', params: { ...params, before: undefined } }),
        next !== undefined && call.button({ label: 'Older', params: more }),
      )}`;
  };
};

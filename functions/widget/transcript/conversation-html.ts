import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import type { ConversationReader } from '#functions/shared/domain/conversation-store.ts';
import type { Call } from '#functions/widget/call.ts';
import type { Params } from '#functions/widget/html/button.ts';
import { type Html, html } from '#functions/widget/html/html.ts';
import { bar, mono, muted } from '#functions/widget/html/parts.ts';
import { personalButton } from '#functions/widget/html/personal-button.ts';
import { aboutHtml } from './about-html.ts';
import { readPage } from './read-page.ts';

type Dependencies = { reader: Pick<ConversationReader, 'events'>; clock: () => number };

/** Which page of it, how much, and the list from which it was reached. */
export type Wanted = { before?: string | undefined; personal: boolean; list?: Params | undefined };

/** A conversation, from its newest page backwards. */
export const conversationHtml = async (
  { reader, clock }: Dependencies,
  call: Call,
  { head, before, personal, list }: Wanted & { head: ConversationHead },
): Promise<Html> => {
  const { conversationId: conversation } = head;
  const { events, next } = await readPage(reader, conversation, { before, personal });
  const params = { view: 'transcript', conversation, list };
  const newest = { ...params, ...(personal && { personal }) };
  const what = 'names, details and payloads';
  const toggle = personalButton(call.button, { params: { ...params, before }, personal, what });
  return html`
    ${bar(mono(conversation), html`<span class="grow"></span>`, toggle)}
    ${aboutHtml(head, { personal, now: clock() })}
    ${next !== undefined && bar(call.button({ label: 'Older', params: { ...newest, before: next } }))}
    <div class="chat">${events}</div>
    ${events.length === 0 && muted('No event of this conversation is stored any more.')}
    ${before !== undefined && bar(call.button({ label: 'Newest', params: newest }))}`;
};

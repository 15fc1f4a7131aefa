import * as z from 'zod/mini';
import { type ConversationHead, statusOf } from '#functions/shared/domain/conversation.ts';
import { conversationIdSchema } from '#functions/shared/domain/conversation-id.ts';
import { type Call, channelParam, personalParam, readParams } from '#functions/widget/call.ts';
import type { WidgetDependencies } from '#functions/widget/dependencies.ts';
import { conversationButton } from '#functions/widget/html/conversation-button.ts';
import { type Html, html } from '#functions/widget/html/html.ts';
import { box, choice, form, heading, input, table } from '#functions/widget/html/parts.ts';
import { statusTag } from '#functions/widget/html/status-tag.ts';
import { ago } from '#functions/widget/html/times.ts';
import { conversationHtml } from '#functions/widget/transcript/conversation-html.ts';
import { findConversations } from '#functions/widget/transcript/find-conversations.ts';
import type { View } from './view.ts';

type Dependencies = Pick<WidgetDependencies, 'reader' | 'channels' | 'clock'>;

/** Whose conversation is asked for; nobody's as long as neither is told. */
type Asked = { channel: string; user?: string | undefined; conversation?: string | undefined };

const formHtml = ({ button }: Call, names: readonly string[], { channel, user, conversation }: Asked): Html =>
  form(
    [
      choice({ name: 'channel', label: 'Channel', chosen: channel, of: names }),
      input({ name: 'user', label: 'User id', value: user }),
      input({ name: 'conversation', label: 'or conversation id', value: conversation }),
    ],
    button({ label: 'Show', params: { view: 'transcript', form: true }, look: 'primary' }),
  );

const choiceHtml = (call: Call, heads: readonly ConversationHead[], now: number): Html => {
  const rows = heads.map((head) => [
    ago(head.updatedAt, now),
    conversationButton(call.button, head.conversationId),
    statusTag(statusOf(head)),
    head.lastSeq,
  ]);
  return table(['Active', 'Conversation', 'Status', 'Events'], rows, 'None.');
};

const find = async (
  { reader }: Pick<Dependencies, 'reader'>,
  { channel, user, conversation }: Asked,
): Promise<readonly ConversationHead[]> => {
  if (conversation === undefined)
    return user === undefined ? [] : findConversations(reader, { channel, user });
  const head = await reader.head(conversation);
  return head === undefined ? [] : [head];
};

/**
 * A conversation as it reads. A form asks whose; texts are shown, as they are what is asked for, and whatever else is
 * personal only on request.
 */
export const createTranscript = (deps: Dependencies): View => {
  const names = deps.channels.map(({ name }) => name);
  const askedSchema = z.object({
    channel: channelParam(names),
    user: z.optional(z.string()),
    conversation: z.optional(conversationIdSchema),
  });
  const pageSchema = z.object({
    form: z.optional(z.boolean()),
    before: z.optional(z.string()),
    personal: personalParam,
  });

  return async (call) => {
    const { form: isForm, ...wanted } = readParams(pageSchema, call.params);
    const { channel = names[0] ?? '', ...whose } = readParams(
      askedSchema,
      isForm === true ? call.fields : call.params,
    );
    const asked = { channel, ...whose };
    const heads = await find(deps, asked);
    const [head, ...others] = heads;
    const isAsked = whose.user !== undefined || whose.conversation !== undefined;
    return html`
      ${heading('Transcript')}
      ${formHtml(call, names, asked)}
      ${isAsked && heads.length === 0 && box('warn', 'No such conversation. Ids are compared letter by letter.')}
      ${others.length > 0 && choiceHtml(call, heads, deps.clock())}
      ${head !== undefined && others.length === 0 && (await conversationHtml(deps, call, { ...wanted, head }))}`;
  };
};

import * as z from 'zod/mini';
import { type ConversationHead, statusOf } from '#functions/shared/domain/conversation.ts';
import { conversationIdSchema } from '#functions/shared/domain/conversation-id.ts';
import { type Call, channelParam, personalParam, readParams } from '#functions/widget/call.ts';
import type { WidgetDependencies } from '#functions/widget/dependencies.ts';
import type { Params } from '#functions/widget/html/button.ts';
import { conversationButton } from '#functions/widget/html/conversation-button.ts';
import { type Html, html, type Piece } from '#functions/widget/html/html.ts';
import { bar, box, choice, form, heading, input, table } from '#functions/widget/html/parts.ts';
import { statusTag } from '#functions/widget/html/status-tag.ts';
import { ago } from '#functions/widget/html/times.ts';
import { backButton, listParam } from '#functions/widget/list-param.ts';
import { conversationHtml } from '#functions/widget/transcript/conversation-html.ts';
import { findConversations } from '#functions/widget/transcript/find-conversations.ts';
import type { View } from './view.ts';

type Dependencies = Pick<WidgetDependencies, 'reader' | 'channels' | 'clock'>;

/** Whose conversation is asked for; nobody's as long as neither is told. */
type Asked = { channel: string; user?: string | undefined; conversation?: string | undefined };

type FormProps = { names: readonly string[]; asked: Asked; list: Params | undefined };

const formHtml = ({ button }: Call, { names, asked, list }: FormProps): Html =>
  form(
    [
      choice({ name: 'channel', label: 'Channel', chosen: asked.channel, of: names }),
      input({ name: 'user', label: 'User id', value: asked.user }),
      input({ name: 'conversation', label: 'or conversation id', value: asked.conversation }),
    ],
    button({ label: 'Show', params: { view: 'transcript', form: true, list }, look: 'primary' }),
  );

/** What is to be said of what was asked. */
const remarks = (
  { user, conversation }: Omit<Asked, 'channel'>,
  { isForm, found }: { isForm: boolean; found: number },
): Piece => {
  if (user === undefined && conversation === undefined)
    return isForm && box('warn', 'Give a user id or a conversation id.');
  const isBoth = user !== undefined && conversation !== undefined;
  return [
    isBoth && box('warn', 'The conversation id was used, and not the user id.'),
    found === 0 && box('warn', 'No such conversation. Ids are compared letter by letter.'),
  ];
};

const choiceHtml = (
  call: Call,
  heads: readonly ConversationHead[],
  { now, list }: { now: number; list: Params },
): Html => {
  const rows = heads.map((head) => [
    ago(head.updatedAt, now),
    conversationButton(call.button, head.conversationId, list),
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
    list: listParam,
  });

  return async (call) => {
    const { form: isForm = false, ...wanted } = readParams(pageSchema, call.params);
    const { list } = wanted;
    const whose = readParams(askedSchema, isForm ? call.fields : call.params);
    const { channel = names[0] ?? '', conversation } = whose;
    const user = conversation === undefined ? whose.user : undefined;
    const asked = { channel, user, conversation };
    const heads = await find(deps, asked);
    const [head, ...others] = heads;
    const ofUser = { view: 'transcript', channel, user };
    return html`
      ${list !== undefined && bar(backButton(call.button, list))}
      ${heading('Transcript')}
      ${formHtml(call, { names, asked, list })}
      ${remarks(whose, { isForm, found: heads.length })}
      ${others.length > 0 && choiceHtml(call, heads, { now: deps.clock(), list: list ?? ofUser })}
      ${head !== undefined && others.length === 0 && (await conversationHtml(deps, call, { ...wanted, head }))}`;
  };
};

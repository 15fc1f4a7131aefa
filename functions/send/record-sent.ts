import type { Appended } from '#functions/shared/append/append.ts';
import type { Arrival } from '#functions/shared/append/arrival.ts';
import type { ConversationWriter } from '#functions/shared/domain/conversation-store.ts';
import type { IncomingEvent } from '#functions/shared/domain/event.ts';
import { isSpoken, type SpokenCommand } from '#functions/shared/domain/outbox/command.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import { plainText } from '#functions/shared/domain/text.ts';

type Dependencies = {
  append: (arrivals: readonly Arrival[], until: number) => Promise<Appended>;
  store: Pick<ConversationWriter, 'markSent'>;
};

/** A command that puts something into a conversation. */
export type Spoken = OutboxEntry & { command: SpokenCommand; conversationId: string; businessId: string };

export const isSpokenEntry = (entry: OutboxEntry): entry is Spoken =>
  isSpoken(entry.command) && entry.conversationId !== undefined && entry.businessId !== undefined;

/** How the platform named what was sent, as far as it told. `source` is the channel's. */
export type Sent = {
  source: string;
  sentAt: number;
  platformId?: string | undefined;
  /** Without an id of its own: the platform id that it stands right behind, where that is known. */
  behindId?: string | undefined;
  platformAt?: number | undefined;
};

/** What the conversation shows of a command: a file without words is shown by its name. */
export const spokenText = (command: SpokenCommand): string =>
  plainText(command.kind === 'file' ? command.text || command.fileName : command.text);

const detailsOf = (command: SpokenCommand): IncomingEvent['details'] =>
  command.kind === 'file'
    ? { fileName: command.fileName, contentType: command.contentType, size: command.size }
    : undefined;

/** Under the platform's id it stands among the bot's answers, and its echo is a repeat; without one, behind all that is known. */
const eventOf = (
  { outboxId, command }: Spoken,
  { platformId, behindId, platformAt }: Sent,
): IncomingEvent => ({
  kind: 'message',
  eventName: 'message',
  // The end of the outbox id is unique, and always short enough for a key.
  identity: platformId === undefined ? `outbox|${outboxId.slice(-26)}` : `message|${platformId}`,
  author: { type: 'user' },
  text: spokenText(command),
  details: detailsOf(command),
  orderedBy: 'platform',
  platformId,
  behindId,
  platformAt,
});

const arrivalOf = (entry: Spoken, sent: Sent): Arrival => {
  const { channel, businessId, user, outboxId, command } = entry;
  const payload =
    command.kind === 'message'
      ? { message_body: command.text, message_type: command.messageType }
      : { message_body: command.text, message_type: command.messageType, file_name: command.fileName };
  return {
    channel,
    source: sent.source,
    receivedAt: sent.sentAt,
    payload: JSON.stringify(payload),
    news: { businessId, user, events: [eventOf(entry, sent)] },
    sent: { outboxId },
  };
};

/**
 * Stores what was sent as an event of its conversation, once. Where its echo came first, that event is ours from now
 * on and keeps its seq; where something else has the platform's id, what was sent stands without one. Answers the
 * conversation's id: it may have turned out to be another one since the command was accepted.
 * @throws StoreUnavailableError when the table does not take it by `until` (epoch milliseconds).
 */
export const createRecordSent =
  ({ append, store }: Dependencies) =>
  async (entry: Spoken, sent: Sent, until: number): Promise<string> => {
    const { stored, conversationId } = await append([arrivalOf(entry, sent)], until);
    const { platformId } = sent;
    if (stored.length > 0 || platformId === undefined) return conversationId;
    const { outboxId, command } = entry;
    const marked = await store.markSent(conversationId, { platformId, text: spokenText(command), outboxId });
    if (marked === 'other') await append([arrivalOf(entry, { ...sent, platformId: undefined })], until);
    return conversationId;
  };

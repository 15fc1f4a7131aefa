import * as z from 'zod/mini';
import type { Command } from '#functions/shared/domain/outbox/command.ts';
import { laneOf, type OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import type { UnreadableEntry } from '#functions/shared/domain/outbox/outbox-store.ts';
import { whyNotRetriable } from '#functions/shared/domain/outbox/why-not-retriable.ts';
import { listCommands } from '#functions/shared/outbox-acts/list-commands.ts';
import { type Call, channelParam, personalParam, readParams } from '#functions/widget/call.ts';
import type { WidgetDependencies } from '#functions/widget/dependencies.ts';
import type { Params } from '#functions/widget/html/button.ts';
import { conversationButton } from '#functions/widget/html/conversation-button.ts';
import { type Html, html, type Piece } from '#functions/widget/html/html.ts';
import { bar, box, mono, muted, table, tag } from '#functions/widget/html/parts.ts';
import { personalButton } from '#functions/widget/html/personal-button.ts';
import { ago } from '#functions/widget/html/times.ts';
import type { View } from './view.ts';

type Dependencies = Pick<WidgetDependencies, 'outbox' | 'channels' | 'clock'>;

const pageSize = 20;

const statuses = ['failed', 'unconfirmed'] as const;

const confirmation: Readonly<Record<(typeof statuses)[number], string>> = {
  failed: 'Send it again, at the end of its user’s line?',
  unconfirmed:
    'Nobody knows whether this was carried out: its user may see it twice. Send it again all the same, at the end of its user’s line?',
};

const retryButton = ({ button }: Call, entry: OutboxEntry): Html => {
  const { outboxId, status, retriedAs } = entry;
  if (retriedAs !== undefined) return tag('was retried', 'good');
  const why = whyNotRetriable(entry);
  if (why !== undefined) return html`<span class="muted small">${why}</span>`;
  const confirm = status === 'unconfirmed' ? confirmation.unconfirmed : confirmation.failed;
  return button({ label: 'Retry', params: { act: 'retry', outboxId }, confirm });
};

const saidBy = (command: Command): string => {
  switch (command.kind) {
    case 'message':
      return command.text;
    case 'file':
      return [command.fileName, command.text].filter((text) => text !== '').join(': ');
    case 'feedback':
      return `${command.rating} of 5 ${command.comment ?? ''}`;
    case 'handoff':
      return `to ${command.team}, as ${command.userName}`;
    case 'user':
      return JSON.stringify(command.profile);
    default:
      return command satisfies never;
  }
};

const rowOf = (
  call: Call,
  entry: OutboxEntry,
  { personal, now, list }: { personal: boolean; now: number; list: Params },
): Piece[] => [
  ago(entry.updatedAt, now),
  entry.command.kind,
  tag(entry.status, entry.status === 'failed' ? 'bad' : 'warn'),
  [entry.reason, entry.error?.status !== undefined && ` (HTTP ${entry.error.status})`],
  entry.attempts,
  entry.conversationId === undefined
    ? mono(laneOf(entry))
    : conversationButton(call.button, entry.conversationId, list),
  ...(personal ? [saidBy(entry.command), entry.error?.message] : []),
  retryButton(call, entry),
];

const unreadableBox = (entries: readonly UnreadableEntry[]): Html =>
  box(
    'bad',
    'Written by another version of the relay, which has to be deployed again to read them: ',
    mono(entries.map(({ outboxId }) => outboxId).join(', ')),
  );

const headings = (personal: boolean): string[] => {
  const always = ['Changed', 'Command', 'Status', 'Reason', 'Tries', 'For'];
  return [...always, ...(personal ? ['What', 'The platform said'] : []), ''];
};

/** Commands that were not sent, or nobody knows it of, each with a button that sends it again. */
export const createOutboxView = ({ outbox, channels, clock }: Dependencies): View => {
  const names = channels.map(({ name }) => name);
  const schema = z.object({
    channel: channelParam(names),
    after: z.optional(z.string()),
    personal: personalParam,
  });

  return async (call) => {
    const { channel, after, personal } = readParams(schema, call.params);
    const of = { channels: channel === undefined ? names : [channel], statuses };
    const { entries, unreadable, next } = await listCommands(outbox, of, { limit: pageSize, after });
    const params = { view: 'outbox', channel, after };
    const list = { ...params, ...(personal && { personal }) };
    const rows = entries.map((entry) => rowOf(call, entry, { personal, now: clock(), list }));
    const toggle = personalButton(call.button, { params, personal, what: 'texts and answers' });
    return html`
      ${bar(muted('Of several of one user, retry the oldest first.'), html`<span class="grow"></span>`, toggle)}
      ${unreadable.length > 0 && unreadableBox(unreadable)}
      ${table(headings(personal), rows, 'None failed, and none is in doubt.')}
      ${bar(
        after !== undefined && call.button({ label: 'Newest', params: { ...params, after: undefined } }),
        next !== undefined && call.button({ label: 'Older', params: { ...list, after: next } }),
      )}`;
  };
};

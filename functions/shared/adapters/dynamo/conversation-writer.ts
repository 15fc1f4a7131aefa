import {
  type CancellationReason,
  type DynamoDBClient,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type {
  ConversationNames,
  ConversationWrite,
  ConversationWriter,
  FoundConversation,
  WriteOutcome,
} from '#functions/shared/domain/conversation-store.ts';
import type { Bucket } from '#functions/shared/domain/ports.ts';
import { checkFits } from './check-fits.ts';
import { markSent, noteTyping } from './conversation-notes.ts';
import { packContent } from './event-content.ts';
import { digestFromItem } from './event-item.ts';
import { type Expiry, isAliveAt } from './expiry.ts';
import { headFromItem } from './head-item.ts';
import type { Item } from './item.ts';
import { headKey, headSortKey, userItemKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { throwOurError } from './throw-our-error.ts';
import { type Step, transactionSteps } from './transaction.ts';

type Table = {
  client: DynamoDBClient;
  tableName: string;
  /** Keeps the content of large events. */
  bucket: Pick<Bucket, 'put'>;
  expiry: Expiry;
  clock: () => number;
};

type Refused = Extract<WriteOutcome, { outcome: 'refused' }>;

const refusalOf = (step: Step, old: Item | undefined): Partial<Refused> => {
  switch (step.purpose.is) {
    case 'head':
      return { head: old && headFromItem(old) };
    case 'place':
      return {};
    case 'identity':
      return { existing: [{ seq: step.purpose.event.seq, digest: old && digestFromItem(old) }] };
    case 'user': {
      const conversationId = old?.conversationId?.S;
      return conversationId === undefined ? {} : { bound: [{ user: step.purpose.user, conversationId }] };
    }
    default:
      return step.purpose satisfies never;
  }
};

const refused = (steps: readonly Step[], reasons: readonly CancellationReason[]): Refused => {
  const refusals = steps.flatMap((step, index) => {
    const reason = reasons[index];
    return reason?.Code === 'ConditionalCheckFailed' ? refusalOf(step, reason.Item) : [];
  });
  return {
    outcome: 'refused',
    head: refusals.find(({ head }) => head)?.head,
    existing: refusals.flatMap(({ existing = [] }) => existing),
    bound: refusals.flatMap(({ bound = [] }) => bound),
  };
};

const outcomeOf = (steps: readonly Step[], error: TransactionCanceledException): WriteOutcome => {
  const reasons = error.CancellationReasons ?? [];
  const codes = reasons.map(({ Code }) => Code ?? 'None');
  checkFits(error);
  return codes.includes('ConditionalCheckFailed') ? refused(steps, reasons) : { outcome: 'contended' };
};

const write = async (table: Table, conversation: ConversationWrite): Promise<WriteOutcome> => {
  const { conversationId } = conversation.head;
  const events = await Promise.all(
    conversation.events.map(async (event) => ({
      event,
      packed: await packContent(table.bucket, conversationId, event),
    })),
  );
  const steps = transactionSteps(conversation, events, table);
  try {
    await table.client.send(new TransactWriteItemsCommand({ TransactItems: steps.map(({ item }) => item) }));
    return { outcome: 'written' };
  } catch (error) {
    return error instanceof TransactionCanceledException ? outcomeOf(steps, error) : throwOurError(error);
  }
};

const find = async (table: Table, names: ConversationNames): Promise<FoundConversation> => {
  const userKeys = names.users.map((user) => userItemKey(names.channel, names.businessId, user));
  const items = await readItems(table, [headKey(names.conversationId), ...userKeys]);
  const head = items.find((item) => item.sk?.S === headSortKey);
  const now = table.clock();
  // The company's own id comes first among the names, so its binding wins.
  const boundTo = userKeys
    .map(({ pk }) => items.find((item) => item.pk?.S === pk && isAliveAt(now, item)))
    .map((item) => item?.conversationId?.S)
    .find((conversationId) => conversationId !== undefined && conversationId !== names.conversationId);
  return { head: head && headFromItem(head), boundTo };
};

/** Stores conversations in the table: one consistent read to find one, one transaction to add to it. */
export const createConversationWriter = (table: Table): ConversationWriter => ({
  find: async (names) => find(table, names),
  write: async (conversation) => write(table, conversation),
  markSent: async (conversationId, sent) => markSent(table, conversationId, sent),
  noteTyping: async (conversationId, typing) => noteTyping(table, conversationId, typing),
});

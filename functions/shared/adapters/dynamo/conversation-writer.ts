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
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import { eventFromItem } from './event-item.ts';
import { type Expiry, epochSeconds } from './expiry.ts';
import { headFromItem } from './head-item.ts';
import type { Item } from './item.ts';
import { eventPrefix, headKey, headSortKey, userItemKey } from './keys.ts';
import { readItems } from './read-items.ts';
import { throwOurError } from './throw-our-error.ts';
import { type Step, transactionSteps } from './transaction.ts';

type Table = { client: DynamoDBClient; tableName: string; expiry: Expiry; clock: () => number };

type Refused = Extract<WriteOutcome, { outcome: 'refused' }>;

const neverFits = new Set(['ValidationError', 'ItemCollectionSizeLimitExceeded']);

const refusalOf = (step: Step, old: Item | undefined): Partial<Refused> => {
  switch (step.purpose.is) {
    case 'head':
      return { head: old && headFromItem(old) };
    case 'event': {
      const isEvent = old?.sk?.S?.startsWith(eventPrefix) === true;
      return {
        existing: [{ seq: step.purpose.event.seq, stored: isEvent ? eventFromItem(old) : undefined }],
      };
    }
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
  const unfit = reasons.find(({ Code }) => neverFits.has(Code ?? 'None'));
  if (unfit) throw new BrokenRecordError(`The table cannot hold this: ${unfit.Message}`, { cause: error });
  return codes.includes('ConditionalCheckFailed') ? refused(steps, reasons) : { outcome: 'contended' };
};

const write = async (table: Table, conversation: ConversationWrite): Promise<WriteOutcome> => {
  const steps = transactionSteps(conversation, table);
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
  const now = epochSeconds(table.clock());
  // The company's own id comes first among the names, so its binding wins.
  const boundTo = userKeys
    .map(({ pk }) => items.find((item) => item.pk?.S === pk && Number(item.expireAt?.N) >= now))
    .map((item) => item?.conversationId?.S)
    .find((conversationId) => conversationId !== undefined && conversationId !== names.conversationId);
  return { head: head && headFromItem(head), boundTo };
};

/** Stores conversations in the table: one consistent read to find one, one transaction to add to it. */
export const createConversationWriter = (table: Table): ConversationWriter => ({
  find: async (names) => find(table, names),
  write: async (conversation) => write(table, conversation),
});

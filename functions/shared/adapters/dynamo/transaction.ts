import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import type { UserName } from '#functions/shared/domain/conversation-id.ts';
import type { ConversationWrite } from '#functions/shared/domain/conversation-store.ts';
import type { StoredEvent } from '#functions/shared/domain/event.ts';
import { positionHoldsIdentity } from '#functions/shared/domain/position.ts';
import type { PackedContent } from './event-content.ts';
import { eventAttributes } from './event-item.ts';
import { type Expiry, epochSeconds, isAbsent } from './expiry.ts';
import { headAttributes } from './head-item.ts';
import { eventKey, headKey, markerKey, recentKeys, userItemKey } from './keys.ts';

const isNothingStored = 'attribute_not_exists(pk)';
const isUnmoved = 'lastSeq = :previousSeq';
const isUnboundOrOurs = `${isAbsent} OR conversationId = :conversationId`;

/**
 * What a write was for, so that its refusal can be told to the caller. Where a place does not hold the event's
 * identity, another event may have taken it meanwhile: then the summary has moved too, and only that counts.
 */
export type Purpose =
  | { is: 'head' }
  | { is: 'identity'; event: StoredEvent }
  | { is: 'place' }
  | { is: 'user'; user: UserName };

export type Step = { purpose: Purpose; item: TransactWriteItem };

/** An event and where its content is. */
export type PackedEvent = { event: StoredEvent; packed: PackedContent };

type Context = { tableName: string; expiry: Expiry };

const returnOld = { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const;

const headStep = ({ head, previousSeq }: ConversationWrite, { tableName, expiry }: Context): Step => {
  const attributes = {
    ...headAttributes(head),
    ...marshall({
      ...recentKeys(head.channel, head.conversationId, head.updatedAt),
      expireAt: expiry.head(head.updatedAt),
    }),
  };
  const names = Object.keys(attributes);
  const isFirst = previousSeq === 0;
  return {
    purpose: { is: 'head' },
    item: {
      Update: {
        TableName: tableName,
        Key: marshall(headKey(head.conversationId)),
        // An update, not a put: what other writers keep on the same item stays.
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression: isFirst ? isNothingStored : isUnmoved,
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
          ...(isFirst ? {} : marshall({ ':previousSeq': previousSeq })),
        },
        ...returnOld,
      },
    },
  };
};

const eventStep = (
  { event, packed }: PackedEvent,
  head: ConversationHead,
  { tableName, expiry }: Context,
): Step => ({
  purpose: positionHoldsIdentity(event) ? { is: 'identity', event } : { is: 'place' },
  item: {
    Put: {
      TableName: tableName,
      Item: {
        ...marshall({
          ...eventKey(head.conversationId, event.position),
          expireAt: expiry.event(event.storedAt),
        }),
        ...eventAttributes(event, packed),
      },
      ConditionExpression: isAbsent,
      ExpressionAttributeValues: marshall({ ':now': epochSeconds(event.storedAt) }),
      ...returnOld,
    },
  },
});

const markerStep = (event: StoredEvent, head: ConversationHead, { tableName, expiry }: Context): Step => ({
  purpose: { is: 'identity', event },
  item: {
    Put: {
      TableName: tableName,
      Item: marshall({
        ...markerKey(head.conversationId, event.identity),
        position: event.position,
        digest: event.digest,
        expireAt: expiry.event(event.storedAt),
      }),
      ConditionExpression: isAbsent,
      ExpressionAttributeValues: marshall({ ':now': epochSeconds(event.storedAt) }),
      ...returnOld,
    },
  },
});

const userStep = (user: UserName, head: ConversationHead, { tableName, expiry }: Context): Step => ({
  purpose: { is: 'user', user },
  item: {
    Put: {
      TableName: tableName,
      Item: marshall({
        ...userItemKey(head.channel, head.businessId, user),
        conversationId: head.conversationId,
        expireAt: expiry.user(head.updatedAt),
      }),
      ConditionExpression: isUnboundOrOurs,
      ExpressionAttributeValues: marshall({
        ':now': epochSeconds(head.updatedAt),
        ':conversationId': head.conversationId,
      }),
      ...returnOld,
    },
  },
});

/** The writes that store events, their summary and the user's names: all or none. */
export const transactionSteps = (
  write: ConversationWrite,
  events: readonly PackedEvent[],
  context: Context,
): Step[] => [
  headStep(write, context),
  ...events.map((event) => eventStep(event, write.head, context)),
  ...write.events
    .filter((event) => !positionHoldsIdentity(event))
    .map((event) => markerStep(event, write.head, context)),
  ...write.users.map((user) => userStep(user, write.head, context)),
];

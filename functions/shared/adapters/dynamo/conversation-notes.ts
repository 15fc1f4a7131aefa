import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Typing } from '#functions/shared/domain/conversation.ts';
import type { SentMessage } from '#functions/shared/domain/conversation-store.ts';
import { padPlatformId } from '#functions/shared/domain/platform-id.ts';
import { eventKey, headKey } from './keys.ts';
import { unlessRefused } from './unless-refused.ts';

type Table = { client: DynamoDBClient; tableName: string };

const isNewer = 'attribute_exists(pk) AND (attribute_not_exists(typing) OR typing.#at <= :at)';
/** The user's, as far as the platform tells: it may tell of it in other words, or in none. */
const isTheUsers =
  'author.#type = :user OR (author.#type = :bot AND attribute_not_exists(author.id) AND attribute_not_exists(author.#name))';
const isTheSame = `outboxId = :outboxId OR (attribute_not_exists(outboxId) AND (${isTheUsers}))`;

/** Notes in the summary who is writing, beside the events. */
export const noteTyping = async (
  { client, tableName }: Table,
  conversationId: string,
  typing: Typing,
): Promise<void> => {
  await unlessRefused(
    client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: marshall(headKey(conversationId)),
        UpdateExpression: 'SET typing = :typing',
        ConditionExpression: isNewer,
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: marshall({ ':typing': typing, ':at': typing.at }),
      }),
    ),
  );
};

/** Notes on an event that we sent it, and in which words. Its digest goes: the platform may tell of it in any. */
export const markSent = async (
  { client, tableName }: Table,
  conversationId: string,
  { platformId, text, outboxId }: SentMessage,
): Promise<'marked' | 'other'> => {
  const isMarked = await unlessRefused(
    client.send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: marshall(eventKey(conversationId, padPlatformId(platformId))),
        UpdateExpression:
          'SET direction = :out, outboxId = :outboxId, author = :author, #text = :text REMOVE digest',
        ConditionExpression: isTheSame,
        ExpressionAttributeNames: { '#text': 'text', '#type': 'type', '#name': 'name' },
        ExpressionAttributeValues: marshall({
          ':out': 'out',
          ':outboxId': outboxId,
          ':author': { type: 'user' },
          ':text': text,
          ':user': 'user',
          ':bot': 'bot',
        }),
      }),
    ),
  );
  return isMarked ? 'marked' : 'other';
};

import { randomUUID } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  type Put,
  PutItemCommand,
  type Update,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Profile } from '#functions/shared/domain/outbox/command.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import type { Lane, OutboxStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import { type Expiry, epochSeconds, isAbsent } from './expiry.ts';
import { profileKey } from './keys.ts';
import { entryItem } from './outbox-item.ts';
import { listEntries, readEntry, readLastPlace, readNext, readProfile } from './outbox-queries.ts';
import { profileAttributes } from './profile-item.ts';
import { throwOurError } from './throw-our-error.ts';
import { transact } from './transact.ts';
import { unlessRefused } from './unless-refused.ts';

type Table = { client: DynamoDBClient; tableName: string; expiry: Expiry; clock: () => number };

const isUnmoved = 'revision = :revision';
const isUnmovedAndUnretried = `${isUnmoved} AND attribute_not_exists(retriedAs)`;

const putNew = ({ tableName, expiry, clock }: Table, entry: OutboxEntry): Put => ({
  TableName: tableName,
  Item: entryItem(entry, expiry),
  ConditionExpression: isAbsent,
  ExpressionAttributeValues: marshall({ ':now': epochSeconds(clock()) }),
});

/** Puts `changed` in the place of the entry with the revision before. */
const putChanged = ({ tableName, expiry }: Table, changed: OutboxEntry, condition: string): Put => ({
  TableName: tableName,
  Item: entryItem(changed, expiry),
  ConditionExpression: condition,
  ExpressionAttributeValues: marshall({ ':revision': changed.revision - 1 }),
});

/** An update, not a put: what earlier commands told stays. What expired and is not deleted yet is known again. */
const updateProfile = (
  { tableName, expiry, clock }: Table,
  { channel, laneUser }: Lane,
  told: Record<string, string>,
): Update & { UpdateExpression: string } => {
  const attributes = Object.entries({ ...told, expireAt: expiry.command(clock()) });
  return {
    TableName: tableName,
    Key: marshall(profileKey(channel, laneUser)),
    UpdateExpression: `SET ${attributes.map(([name]) => `#${name} = :${name}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(attributes.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: marshall(
      Object.fromEntries(attributes.map(([name, value]) => [`:${name}`, value])),
    ),
  };
};

const add = async (table: Table, entry: OutboxEntry, profile: Profile = {}): Promise<boolean> => {
  const told = profileAttributes(profile);
  const put = putNew(table, entry);
  // On its own it costs half of what it costs in a transaction.
  return Object.keys(told).length === 0
    ? unlessRefused(table.client.send(new PutItemCommand(put)))
    : transact(table.client, [{ Put: put }, { Update: updateProfile(table, entry, told) }]);
};

const addRetry = async (table: Table, failed: OutboxEntry, fresh: OutboxEntry): Promise<boolean> => {
  const retried = {
    ...failed,
    revision: failed.revision + 1,
    updatedAt: fresh.createdAt,
    retriedAs: fresh.outboxId,
  };
  return transact(table.client, [
    { Put: putNew(table, fresh) },
    { Put: putChanged(table, retried, isUnmovedAndUnretried) },
  ]);
};

/**
 * The SDK tries again what it got no answer to, and may then find its own write: the mark tells that from another's.
 */
const save = async (table: Table, entry: OutboxEntry): Promise<OutboxEntry | undefined> => {
  const changed = { ...entry, revision: entry.revision + 1 };
  const put = putChanged(table, changed, isUnmoved);
  const mark = randomUUID();
  const Item = { ...put.Item, ...marshall({ mark }) };
  try {
    const ReturnValuesOnConditionCheckFailure = 'ALL_OLD';
    await table.client.send(new PutItemCommand({ ...put, Item, ReturnValuesOnConditionCheckFailure }));
    return changed;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) return throwOurError(error);
    return error.Item?.mark?.S === mark ? changed : undefined;
  }
};

/** Keeps commands in the table. */
export const createOutboxStore = (table: Table): OutboxStore => ({
  add: async (entry, profile) => ((await add(table, entry, profile)) ? 'added' : 'exists'),
  addRetry: async (failed, fresh) => ((await addRetry(table, failed, fresh)) ? 'added' : 'moved'),
  save: async (entry) => save(table, entry),
  get: readEntry(table),
  lastPlace: readLastPlace(table),
  next: readNext(table),
  list: listEntries(table),
  profile: readProfile(table),
});

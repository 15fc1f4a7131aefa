import { DatabaseSync } from 'node:sqlite';
import type { buildApp } from 'fauxqs';
import * as z from 'zod/mini';
import { accountId } from './client-settings.ts';
import { PersistenceManager, type S3Store, type SnsStore, type SqsStore } from './fauxqs-internals.ts';

type Stores = { sqsStore: SqsStore; snsStore: SnsStore; s3Store: S3Store };
type App = ReturnType<typeof buildApp>;

const queueWrites = [
  'insertMessage',
  'deleteMessage',
  'updateMessageInflight',
  'updateQueueSequenceCounter',
] as const;

/**
 * Commits all writes up to an answer together, just before it leaves: one disk flush instead of one for each
 * statement, and a message that moves to the dead letters is never in neither queue.
 */
const commitBeforeAnswers = (app: App, manager: PersistenceManager, database: DatabaseSync): void => {
  for (const name of queueWrites) {
    const write = manager[name];
    Reflect.set(manager, name, (...values: unknown[]) => {
      if (!database.isTransaction) database.exec('BEGIN');
      Reflect.apply(write, manager, values);
    });
  }
  // The manager's few own transactions join an open one: SQLite does not nest them.
  Reflect.set(manager, 'transaction', (write: () => void) => write());
  app.addHook('onSend', async () => {
    if (database.isTransaction) database.exec('COMMIT');
  });
};

/** fauxqs sets the receive count to NULL here, which its own schema refuses: the message would be lost. */
const repairRelease = (manager: PersistenceManager, database: DatabaseSync): void => {
  const release = database.prepare(
    'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
  );
  manager.updateMessageReady = (messageId) => {
    release.run(messageId);
  };
};

/**
 * Every receiver of the previous run is dead, so what it had in flight is released now and not at its visibility
 * deadline. Queue URLs still carry the previous run's port.
 */
const resume = (database: DatabaseSync, endpoint: string): void => {
  database.exec('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL');
  database.prepare("UPDATE sqs_queues SET url = ? || '/' || ? || '/' || name").run(endpoint, accountId);
};

/**
 * Keeps the stores of an app that does not listen yet in `dataDir`. `load` brings back what an earlier run left
 * there and is called once the endpoint is known, before anybody else knows it.
 */
export const persistFauxqs = (app: App, stores: Stores, dataDir: string) => {
  const manager = new PersistenceManager(dataDir);
  const database = z.instanceof(DatabaseSync).parse(Reflect.get(manager, 'db'));
  commitBeforeAnswers(app, manager, database);
  repairRelease(manager, database);
  return {
    load(endpoint: string): void {
      resume(database, endpoint);
      // A store that persists already would write each queue again on load, which deletes its messages.
      manager.load(stores.sqsStore, stores.snsStore, stores.s3Store);
      for (const queue of stores.sqsStore.allQueues()) queue.persistence = manager;
      for (const store of Object.values(stores)) store.persistence = manager;
    },
    close: () => manager.close(),
  };
};

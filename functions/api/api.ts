import type { Audit } from '#functions/shared/domain/audit.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import type { ConversationReader } from '#functions/shared/domain/conversation-store.ts';
import type { IdempotencyStore, OutboxStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import type { Platform } from '#functions/shared/domain/outbox/platform.ts';
import type { Bucket, FifoQueue, Uploads } from '#functions/shared/domain/ports.ts';
import type { QueueDependencies } from '#functions/shared/outbox-acts/queue-command.ts';
import { type ApiAnswer, apiAnswer } from './api-answer.ts';
import { createAsk } from './ask.ts';
import { createListChanges } from './changes.ts';
import {
  createGetConversation,
  createListConversations,
  createListUserConversations,
} from './conversations.ts';
import { createEnable } from './enable.ts';
import { createListMessages } from './messages.ts';
import { createOnce } from './once.ts';
import { createGetOutbox, createListOutbox } from './outbox.ts';
import { createPostFeedback } from './post-feedback.ts';
import { createPostFile } from './post-file.ts';
import { createPostHandoff } from './post-handoff.ts';
import { createPostMessage } from './post-message.ts';
import { createPutUser } from './put-user.ts';
import { createGetQuarantined, createListQuarantined } from './quarantine.ts';
import { createReplayQuarantined } from './quarantine-replay.ts';
import type { ApiRequest, WriteRequest } from './request.ts';
import { createRetry } from './retry.ts';
import type { RouteKey } from './route-key.ts';
import type { StoreAskedDependencies } from './store-asked.ts';
import { createUploaded } from './uploaded.ts';

/** The ports of all routes. */
export type ApiDependencies = QueueDependencies &
  StoreAskedDependencies & {
    reader: ConversationReader;
    outbox: OutboxStore;
    idempotency: IdempotencyStore;
    platform: Platform;
    uploads: Uploads;
    bucket: Bucket;
    audit: Pick<Audit, 'note'>;
    queue: FifoQueue;
    channels: readonly Channel[];
    version: string;
    /** Waits this many milliseconds. */
    pause: (milliseconds: number) => Promise<void>;
    /** Aborts after so many milliseconds. */
    signalAfter: (milliseconds: number) => AbortSignal;
  };

export type Route = (request: ApiRequest) => Promise<ApiAnswer>;

const reading =
  (read: (request: ApiRequest) => Promise<object>): Route =>
  async (request) =>
    apiAnswer(200, await read(request));

/**
 * What answers each route, and the status of its success. Whatever changes something serves requests of one
 * Idempotency-Key once. Every route may throw any RelayError but those about webhooks.
 */
export const createApi = (deps: ApiDependencies): Readonly<Record<RouteKey, Route>> => {
  const once = createOnce(deps);
  const writing = (status: number, write: (request: WriteRequest) => Promise<object>): Route =>
    once(async (request) => apiAnswer(status, await write(request)));

  return {
    'GET /healthz': reading(async () => ({ status: 'ok', version: deps.version })),
    'GET /v1/conversations': reading(createListConversations(deps)),
    'GET /v1/conversations/{id}': reading(createGetConversation(deps)),
    'GET /v1/conversations/{id}/messages': reading(createListMessages(deps)),
    'GET /v1/conversations/{id}/changes': reading(createListChanges(deps)),
    'POST /v1/conversations/{id}/messages': writing(202, createPostMessage(deps)),
    'POST /v1/conversations/{id}/files': writing(201, createPostFile(deps)),
    'POST /v1/conversations/{id}/feedback': writing(202, createPostFeedback(deps)),
    'POST /v1/conversations/{id}/ask': once(createAsk(deps)),
    'POST /v1/conversations/{id}/handoff': writing(202, createPostHandoff(deps)),
    'GET /v1/users/{user}/conversations': reading(createListUserConversations(deps)),
    'PUT /v1/users/{user}': writing(202, createPutUser(deps)),
    'GET /v1/outbox': reading(createListOutbox(deps)),
    'GET /v1/outbox/{outboxId}': reading(createGetOutbox(deps)),
    'POST /v1/outbox/{outboxId}/uploaded': writing(202, createUploaded(deps)),
    'POST /v1/outbox/{outboxId}/retry': writing(202, createRetry(deps)),
    'POST /v1/channels/{channel}/enable': writing(200, createEnable(deps)),
    'GET /v1/quarantine': reading(createListQuarantined(deps)),
    'GET /v1/quarantine/{id}': reading(createGetQuarantined(deps)),
    'POST /v1/quarantine/{id}/replay': writing(200, createReplayQuarantined(deps)),
  };
};

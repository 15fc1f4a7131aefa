import type { Channel } from '#functions/shared/domain/channel.ts';
import type { ConversationReader } from '#functions/shared/domain/conversation-store.ts';
import type { Bucket, EventsQueue } from '#functions/shared/domain/ports.ts';
import type { Source } from '#functions/shared/sources/source.ts';
import { createListChanges } from './changes.ts';
import {
  createGetConversation,
  createListConversations,
  createListUserConversations,
} from './conversations.ts';
import { createListMessages } from './messages.ts';
import { createGetQuarantined, createListQuarantined } from './quarantine.ts';
import { createReplayQuarantined } from './quarantine-replay.ts';
import type { ApiRequest } from './request.ts';
import type { RouteKey } from './route-key.ts';

type Dependencies = {
  reader: ConversationReader;
  bucket: Bucket;
  queue: EventsQueue;
  sourceNamed: (name: string) => Source;
  channels: readonly Channel[];
  version: string;
  clock: () => number;
  pause: (milliseconds: number) => Promise<void>;
};

export type Route = (request: ApiRequest) => Promise<object>;

/** What answers each route. Every route may throw InvalidRequestError, NotFoundError or StoreUnavailableError. */
export const createApi = (deps: Dependencies): Readonly<Record<RouteKey, Route>> => ({
  'GET /healthz': async () => ({ status: 'ok', version: deps.version }),
  'GET /v1/conversations': createListConversations(deps),
  'GET /v1/conversations/{id}': createGetConversation(deps),
  'GET /v1/conversations/{id}/messages': createListMessages(deps),
  'GET /v1/conversations/{id}/changes': createListChanges(deps),
  'GET /v1/users/{user}/conversations': createListUserConversations(deps),
  'GET /v1/quarantine': createListQuarantined(deps),
  'GET /v1/quarantine/{id}': createGetQuarantined(deps),
  'POST /v1/quarantine/{id}/replay': createReplayQuarantined(deps),
});

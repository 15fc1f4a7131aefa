import type { Channel } from '#functions/shared/domain/channel.ts';
import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import type { ConversationReader } from '#functions/shared/domain/conversation-store.ts';
import type { IdName, Log, Metrics } from '#functions/shared/domain/observe.ts';
import type { BreakerStore, OutboxStore } from '#functions/shared/domain/outbox/outbox-store.ts';
import type { Platform } from '#functions/shared/domain/outbox/platform.ts';
import type { Timing } from '#functions/shared/domain/outbox/timing.ts';
import type { Sent, Spoken } from './record-sent.ts';

export type SendDependencies = {
  outbox: Pick<OutboxStore, 'next' | 'save' | 'profile'>;
  breakers: BreakerStore;
  platform: Pick<Platform, 'perform' | 'register'>;
  reader: Pick<ConversationReader, 'eventsAfter'>;
  /** The conversation that a command belongs to, by every name of its user: a new one where there is none. */
  find: (entry: Spoken) => Promise<ConversationHead>;
  recordSent: (entry: Spoken, sent: Sent, until: number) => Promise<string>;
  channels: readonly Channel[];
  timing: Timing;
  metrics: Metrics;
  log: Log;
  /** Puts an id on every line of this invocation. */
  about: (name: IdName, value: string) => void;
  clock: () => number;
  /** From 0 to below 1. */
  random: () => number;
  /** Waits, with jitter, before the next attempt (1, 2, 3 …) at what must be written. */
  pause: (attempt: number) => Promise<void>;
};

/** One invocation: its work must be done by `until` (epoch milliseconds). */
export type Run = SendDependencies & { until: number };

import type { Audit } from '#functions/shared/domain/audit.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import type { ConversationReader, ConversationWriter } from '#functions/shared/domain/conversation-store.ts';
import type { DeadLetters } from '#functions/shared/domain/dead-letters.ts';
import type { Log } from '#functions/shared/domain/observe.ts';
import type { OutboxStore, WakeUps } from '#functions/shared/domain/outbox/outbox-store.ts';
import type { Bucket, FifoQueue } from '#functions/shared/domain/ports.ts';
import type { Source } from '#functions/shared/sources/source.ts';

/** The ports of everything that the widget shows and does. */
export type WidgetDependencies = {
  reader: ConversationReader;
  store: Pick<ConversationWriter, 'find'>;
  outbox: OutboxStore;
  bucket: Bucket;
  /** The events queue. */
  queue: FifoQueue;
  wakeUps: WakeUps;
  deadLetters: { events: DeadLetters; outbox: DeadLetters };
  audit: Pick<Audit, 'note'>;
  sourceNamed: (name: string) => Source;
  channels: readonly Channel[];
  log: Log;
  clock: () => number;
};

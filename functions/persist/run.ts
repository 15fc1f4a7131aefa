import type { Appended } from '#functions/shared/append/append.ts';
import type { Arrival } from '#functions/shared/append/arrival.ts';
import type { Envelope } from '#functions/shared/domain/envelope.ts';
import type { IdName, Log, Metrics } from '#functions/shared/domain/observe.ts';
import type { Quarantine } from '#functions/shared/domain/quarantine.ts';
import type { ProbeArrival } from './note-probe.ts';
import type { TypingArrival } from './note-typing.ts';
import type { Opened } from './open-record.ts';

/** A record as the events queue hands it out. */
export type QueueRecord = { id: string; body: string; receiveCount: number };

export type PersistDependencies = {
  open: (envelope: Envelope) => Promise<Opened>;
  append: (arrivals: readonly Arrival[], until: number) => Promise<Appended>;
  noteTyping: (arrival: TypingArrival) => Promise<void>;
  noteProbe: (arrival: ProbeArrival) => Promise<void>;
  quarantine: Quarantine;
  /** Keeps a record that we cannot handle, with the reason, outside the queue. */
  setAside: (record: QueueRecord, reason: string) => Promise<void>;
  metrics: Metrics;
  log: Log;
  /** Puts an id on every line of this invocation. */
  about: (name: IdName, value: string) => void;
};

/** One invocation: its work must be done by `until`. */
export type Run = PersistDependencies & { until: number };

/** A record and what it was found to hold. */
export type Work<Holds extends Opened['holds']> = { record: QueueRecord } & Extract<Opened, { holds: Holds }>;

export type AnyWork = Work<'events'> | Work<'typing'> | Work<'probe'> | Work<'refused'>;

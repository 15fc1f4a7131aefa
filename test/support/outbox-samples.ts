import type { Spoken } from '#functions/send/record-sent.ts';
import type { Command } from '#functions/shared/domain/outbox/command.ts';
import { formatOutboxId, type OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import { someTime } from './samples.ts';

/** A ULID whose end is this number. */
export const sampleUlid = (number: number): string => `01KAK7T0M0${String(number).padStart(16, '0')}`;

/** A command of the user `u-1` that stands in its lane. */
export const sampleEntry = (
  number: number,
  command: Command,
  changes: Partial<OutboxEntry> = {},
): OutboxEntry => {
  const { laneUser = 'u-1' } = changes;
  return {
    outboxId: formatOutboxId('haptik', laneUser, sampleUlid(number)),
    channel: 'haptik',
    laneUser,
    conversationId: `haptik:343:${laneUser}`,
    businessId: '343',
    user: { authId: laneUser },
    command,
    status: 'queued',
    revision: 0,
    place: sampleUlid(number),
    attempts: 0,
    createdAt: someTime,
    updatedAt: someTime,
    queuedAt: someTime,
    ...changes,
  };
};

/** A document of 3 bytes. */
export const sampleFile = {
  kind: 'file',
  fileName: 'a.pdf',
  contentType: 'application/pdf',
  size: 3,
  messageType: 52,
  text: '',
  key: 'uploads/a',
} as const;

/** A message. */
export const sampleMessage = (number: number): Spoken => {
  const command = { kind: 'message', text: `sent ${number}`, messageType: 0 } as const;
  return {
    ...sampleEntry(number, command),
    command,
    conversationId: 'haptik:343:u-1',
    businessId: '343',
  };
};

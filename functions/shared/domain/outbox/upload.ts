import type { OutboxEntry } from './entry.ts';

/** How long a file may be uploaded after it was announced: milliseconds. */
export const uploadLifetime = 60 * 60_000;

/** Whether a file was announced so long ago that it cannot be uploaded any more. */
export const isUploadExpired = ({ status, createdAt }: OutboxEntry, now: number): boolean =>
  status === 'awaiting_upload' && now - createdAt >= uploadLifetime;

/** The entry as ended: the file never came. */
export const uploadExpired = (entry: OutboxEntry, now: number): OutboxEntry => ({
  ...entry,
  status: 'failed',
  reason: 'UPLOAD_EXPIRED',
  error: { message: 'The file was not uploaded within an hour. Announce it again.' },
  updatedAt: now,
});

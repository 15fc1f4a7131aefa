import type { Channel } from '#functions/shared/domain/channel.ts';
import { ConflictError } from '#functions/shared/domain/errors.ts';
import type { Command } from '#functions/shared/domain/outbox/command.ts';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import { isUploadExpired, uploadExpired } from '#functions/shared/domain/outbox/upload.ts';
import type { Uploads } from '#functions/shared/domain/ports.ts';
import { sendingChannel } from '#functions/shared/domain/sending-channel.ts';
import { getEntry } from '#functions/shared/outbox-acts/get-entry.ts';
import { placeAtEnd, type QueueDependencies, wakeUp } from '#functions/shared/outbox-acts/queue-command.ts';
import { untilOurs } from '#functions/shared/outbox-acts/until-ours.ts';
import { type Accepted, accepted } from './accept.ts';
import { readOutboxId } from './outbox-entry.ts';
import { noFields, readOptionalBody } from './read-body.ts';
import type { WriteRequest } from './request.ts';

type Dependencies = QueueDependencies & {
  uploads: Pick<Uploads, 'head'>;
  channels: readonly Channel[];
};

type FileCommand = Extract<Command, { kind: 'file' }>;

const fileOf = ({ command }: OutboxEntry): FileCommand => {
  if (command.kind === 'file') return command;
  throw new ConflictError('NOT_A_FILE', `This is the command ${command.kind}: no file belongs to it.`);
};

/** The file in the version that lies there now. @throws ConflictError unless it is what was announced. */
const checkUpload = async (
  { uploads }: Dependencies,
  file: FileCommand,
): Promise<FileCommand & { etag: string }> => {
  const found = await uploads.head(file.key);
  if (found === undefined) {
    const message = 'The file is not there yet: put it to upload.url with upload.headers first.';
    throw new ConflictError('NOT_UPLOADED', message);
  }
  const { size, contentType, etag } = found;
  if (size === file.size && contentType === file.contentType) return { ...file, etag };
  const message = `${file.size} bytes of ${file.contentType} were announced, and ${size} of ${contentType} came.`;
  throw new ConflictError('UPLOAD_MISMATCH', `${message} Put the right file to upload.url.`);
};

const expired = (): ConflictError =>
  new ConflictError('UPLOAD_EXPIRED', 'The file came too late: announce it again and put it within an hour.');

/** Gives the entry its place in the lane. `undefined`: somebody changed it meanwhile. */
const queue = async (deps: Dependencies, entry: OutboxEntry): Promise<OutboxEntry | undefined> => {
  const { outbox, clock } = deps;
  const file = fileOf(entry);
  if (isUploadExpired(entry, clock())) {
    const saved = await outbox.save(uploadExpired(entry, clock()));
    if (saved === undefined) return undefined;
    throw expired();
  }
  const command = await checkUpload(deps, file);
  const placed = await placeAtEnd(deps, entry);
  return outbox.save({ ...entry, command, ...placed, status: 'queued', updatedAt: placed.queuedAt });
};

const uploadedOnce = async (deps: Dependencies, outboxId: string): Promise<Accepted | undefined> => {
  const entry = await getEntry(deps.outbox, outboxId);
  if (entry.status !== 'awaiting_upload') {
    // One that ended without a version of the file was given up.
    if (fileOf(entry).etag === undefined) throw expired();
    return accepted(entry);
  }
  sendingChannel(deps.channels, entry.channel, 'outboxId');
  const queued = await queue(deps, entry);
  if (queued === undefined) return undefined;
  await wakeUp(deps, queued);
  return accepted(queued);
};

/** `POST /v1/outbox/{outboxId}/uploaded`: checks the file that was put, and queues it behind what is queued by now. */
export const createUploaded =
  (deps: Dependencies) =>
  async (request: WriteRequest): Promise<Accepted> => {
    const outboxId = readOutboxId(request);
    readOptionalBody(noFields, request);
    return untilOurs(() => uploadedOnce(deps, outboxId));
  };

import * as z from 'zod/mini';
import { InvalidRequestError } from '#functions/shared/domain/errors.ts';
import { uploadLifetime } from '#functions/shared/domain/outbox/upload.ts';
import type { Uploads } from '#functions/shared/domain/ports.ts';
import { newEntry, type QueueDependencies } from '#functions/shared/outbox-acts/queue-command.ts';
import { draftFor } from './accept.ts';
import { type DestinationDependencies, findDestination } from './destination.ts';
import { anyText, integer, line } from './fields.ts';
import { extensions, fileTypeOf } from './file-types.ts';
import { readBody } from './read-body.ts';
import type { WriteRequest } from './request.ts';

type Dependencies = DestinationDependencies &
  Pick<QueueDependencies, 'outbox' | 'clock'> & { uploads: Pick<Uploads, 'presignPut'> };

/** What the platform takes: bytes. */
const largestFile = 10 * 1024 * 1024;

const bodySchema = z.strictObject({
  fileName: line(255).check(
    z.refine((name) => !/[/\\]/.test(name), 'holds a path separator'),
    z.refine((name) => fileTypeOf(name) !== undefined, `must end in one of: ${extensions}`),
  ),
  contentType: z.string('must be text'),
  size: integer(1, largestFile),
  text: z._default(z.optional(anyText), ''),
});

type Announced = z.output<typeof bodySchema>;

const messageTypeOf = ({ fileName, contentType }: Announced): 1 | 52 => {
  const type = fileTypeOf(fileName);
  if (type?.contentTypes.includes(contentType)) return type.messageType;
  const legal = type?.contentTypes.join(', ');
  throw new InvalidRequestError([
    { field: 'contentType', message: `must be one that fits fileName: ${legal}` },
  ]);
};

type AwaitingUpload = {
  outboxId: string;
  status: 'awaiting_upload';
  upload: { url: string; headers: Readonly<Record<string, string>>; expiresAt: string };
};

/** `POST /v1/conversations/{id}/files`: announces a file, and tells where it may be put. It has no place in the lane yet. */
export const createPostFile =
  (deps: Dependencies) =>
  async (request: WriteRequest): Promise<AwaitingUpload> => {
    const { outbox, uploads, clock } = deps;
    const destination = await findDestination(deps, request);
    const announced = readBody(bodySchema, request);
    const { seed } = request;
    const key = `uploads/${destination.channel.name}/${seed}`;
    const file = { kind: 'file', ...announced, messageType: messageTypeOf(announced), key } as const;
    const now = clock();
    const draft = newEntry(draftFor(destination, file), { request, now });
    const { contentType, size } = announced;
    const put = await uploads.presignPut(key, { contentType, size, expiresInSeconds: uploadLifetime / 1000 });
    const status = 'awaiting_upload' as const;
    await outbox.add({ ...draft, status });
    const expiresAt = new Date(now + uploadLifetime).toISOString();
    return { outboxId: draft.outboxId, status, upload: { ...put, expiresAt } };
  };

import { extname } from 'node:path';
import * as z from 'zod/mini';

const largestFile = 10 * 1024 * 1024;

/** By message_type: 1 is an image, 52 a document. */
const extensions: ReadonlyMap<number, readonly string[]> = new Map([
  [1, ['.jpg', '.jpeg', '.png', '.gif']],
  [52, ['.docx', '.doc', '.pdf', '.xls', '.xlsx', '.csv']],
]);

const wholeNumber = z.pipe(
  z.string().check(z.regex(/^\d{1,15}$/, 'must be a whole number')),
  z.transform(Number),
);

const messageType = z.pipe(z.enum(['1', '52'], 'must be 1 (image) or 52 (document)'), z.transform(Number));

/** Parts of `POST /v1.0/log_file_from_user/`. */
export const loggedFileFormSchema = z
  .object({
    auth_id: z.string().check(z.minLength(1, 'must not be empty')),
    business_id: wholeNumber,
    message_type: messageType,
    message_body: z._default(z.string(), ''),
    file: z.file().check(z.maxSize(largestFile, `must be at most ${largestFile} bytes`)),
  })
  .check(
    z.refine(
      ({ file, message_type }) => extensions.get(message_type)?.includes(extname(file.name).toLowerCase()),
      { path: ['file'], error: 'must have an extension that its message_type takes' },
    ),
  );

export type LoggedFileForm = z.infer<typeof loggedFileFormSchema>;

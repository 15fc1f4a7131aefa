import * as z from 'zod/mini';
import { fitsInKey } from './conversation-id.ts';

/** An id, as text, that stands in keys once it is encoded: without control characters, and short enough. */
export const keyIdSchema = z.string('must be text or a whole number from 0').check(
  z.minLength(1, 'is empty'),
  z.maxLength(256, 'is longer than 256 characters'),
  z.refine((id) => id.isWellFormed() && !/\p{Cc}/u.test(id), 'has characters that no id has'),
  z.refine(fitsInKey, 'is too long once it is encoded'),
);

import * as z from 'zod/mini';
import { fitsInKey } from '#functions/shared/domain/conversation-id.ts';
import { idAsText } from '#functions/shared/domain/platform-id.ts';

/** Whether an id is not given, in any of the ways there are. */
export const isAbsent = (id: unknown): boolean => id === undefined || id === null || id === '';

/** An id that stands in keys: a whole number, or text without control characters that fits. */
const keyText = z.string('must be text or a whole number from 0').check(
  z.minLength(1, 'is empty'),
  z.maxLength(256, 'is longer than 256 characters'),
  z.refine((id) => id.isWellFormed() && !/\p{Cc}/u.test(id), 'has characters that no id has'),
  z.refine(fitsInKey, 'is too long once it is encoded'),
);

/** An id that an event is meaningless without. */
export const requiredId = z.pipe(z.pipe(z.unknown(), z.transform(idAsText)), keyText);

/** An id that may be missing; where it is there it must be one. */
export const optionalId = z.pipe(
  z.pipe(
    z.optional(z.unknown()),
    z.transform((id) => (isAbsent(id) ? undefined : (idAsText(id) ?? id))),
  ),
  z.optional(keyText),
);

import * as z from 'zod/mini';
import { keyIdSchema } from '#functions/shared/domain/key-id.ts';
import { idAsText } from '#functions/shared/domain/platform-id.ts';

/** Whether an id is not given, in any of the ways there are. */
export const isAbsent = (id: unknown): boolean => id === undefined || id === null || id === '';

/** An id that an event is meaningless without. */
export const requiredId = z.pipe(z.pipe(z.unknown(), z.transform(idAsText)), keyIdSchema);

/** An id that may be missing; where it is there it must be one. */
export const optionalId = z.pipe(
  z.pipe(
    z.optional(z.unknown()),
    z.transform((id) => (isAbsent(id) ? undefined : (idAsText(id) ?? id))),
  ),
  z.optional(keyIdSchema),
);

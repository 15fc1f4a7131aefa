import * as z from 'zod/mini';
import type { Details } from '#functions/shared/domain/event.ts';
import { isJsonObject } from '#functions/shared/domain/json.ts';
import { numberAsText } from '#functions/shared/domain/platform-id.ts';
import { cleanLine } from '#functions/shared/domain/text.ts';

/** A JSON object's own fields; of anything else, none. */
export const objectOf = (value: unknown): Readonly<Record<string, unknown>> =>
  isJsonObject(value) ? value : {};

/** The most of a name that is kept, so that the summary of a conversation stays small: UTF-16 code units. */
const longestName = 200;

/** Descriptive text, or a number as text; whatever says nothing ("", "None", null …) is absent. */
export const descriptionOf = (value: unknown, longest = longestName): string | undefined => {
  const text = numberAsText(value);
  if (typeof text !== 'string') return undefined;
  const line = cleanLine(text, longest);
  return line === '' || line === 'None' ? undefined : line;
};

const longestComment = 1000;

/** What somebody wrote to explain something, in one line. */
export const commentOf = (value: unknown): string | undefined => descriptionOf(value, longestComment);

/** Text or a number as text, whole, to tell things apart by; whatever says nothing is absent. */
export const exactText = (value: unknown): string | undefined => {
  const text = numberAsText(value);
  return typeof text === 'string' && descriptionOf(text) !== undefined ? text : undefined;
};

/** The fields that are there; if none is, nothing. */
export const withoutAbsent = (fields: Details): Details | undefined => {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return present.length > 0 ? Object.fromEntries(present) : undefined;
};

/** A descriptive field: it never makes a payload unusable. */
export const described = z.optional(
  z.pipe(
    z.unknown(),
    z.transform((value) => descriptionOf(value)),
  ),
);

import { isJsonObject } from '#functions/shared/domain/json.ts';
import { numberAsText } from '#functions/shared/domain/platform-id.ts';
import type { Hsl } from './hsl.ts';

/** A key's own value; what every object inherits (`constructor`, `__proto__`) the platform never sent. */
export const own = (object: Hsl, key: string): unknown =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** Text, or a number as it is written; anything else says nothing. */
export const asText = (value: unknown): string => {
  const text = numberAsText(value);
  return typeof text === 'string' ? text : '';
};

/** The object at a key, or an empty one, so that its keys can be asked for. */
export const objectAt = (object: Hsl, key: string): Hsl => {
  const value = own(object, key);
  return isJsonObject(value) ? value : {};
};

export const textAt = (object: Hsl, key: string): string => asText(own(object, key));

/** A name to compare: types and uris count without regard to case. */
export const nameAt = (object: Hsl, key: string): string => textAt(object, key).trim().toUpperCase();

/** Flags come as 0 and 1, as the same in quotes, and as booleans. */
export const flagAt = (object: Hsl, key: string): boolean =>
  own(object, key) === true || ['1', 'TRUE'].includes(nameAt(object, key));

import { exactDigits } from './json.ts';

const largest = 2n ** 64n - 1n;

/** A JSON number's digits as written, or the value itself. */
export const numberAsText = (value: unknown): unknown =>
  typeof value === 'number' ? String(value) : (exactDigits(value) ?? value);

/** The digits of a whole number of up to 64 bits, written as a number or as text; anything else is `undefined`. */
export const decimal = (value: unknown): string | undefined => {
  const text = numberAsText(value);
  if (typeof text !== 'string' || !/^\d{1,20}$/.test(text)) return undefined;
  const id = BigInt(text);
  return id <= largest ? String(id) : undefined;
};

/** An id written as text, or as a whole number of up to 64 bits; floats and anything else are `undefined`. */
export const idAsText = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : decimal(value);

/** Width of a platform id inside a position, so that text order is number order. */
const width = 20;

/** A platform's id with leading zeros: 20 digits, sorts as text in the order of the numbers. */
export const padPlatformId = (id: string): string => id.padStart(width, '0');

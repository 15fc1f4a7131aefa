/** A number whose digits a double cannot hold, kept as written; `JSON.stringify` writes it back unchanged. */
type ExactNumber = { readonly rawJSON: string };

// TypeScript's library does not know JSON source text access yet; Node 24 has it.
declare global {
  interface JSON {
    parse(
      text: string,
      reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
    ): unknown;
    rawJSON(text: string): ExactNumber;
    isRawJSON(value: unknown): value is ExactNumber;
  }
}

/** Whether a text may hold a number that a double rounds; the reviver costs a call per value, so only then. */
const mayRound = /\d{16}|\d[eE][+-]?\d/;

const keepDigits = (_key: string, value: unknown, { source }: { source?: string }): unknown =>
  typeof value === 'number' &&
  source !== undefined &&
  !Number.isSafeInteger(value) &&
  String(value) !== source
    ? JSON.rawJSON(source)
    : value;

/**
 * Parses JSON without losing digits: a number that a double would round is an opaque object whose digits
 * `exactDigits` reads and `JSON.stringify` writes back.
 * @throws SyntaxError for what is not JSON, RangeError for nesting beyond the stack.
 */
export const parseJson = (text: string): unknown =>
  mayRound.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);

/** The number as written, where `parseJson` kept it. */
export const exactDigits = (value: unknown): string | undefined =>
  JSON.isRawJSON(value) ? value.rawJSON : undefined;

/** An object of JSON, neither an array nor null nor a kept number. */
export const isJsonObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);

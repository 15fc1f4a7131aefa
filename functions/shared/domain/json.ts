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
const mayRound = /\d[\d.]{15}|\d[eE]/;

const keepDigits = (_key: string, value: unknown, { source }: { source?: string }): unknown =>
  typeof value === 'number' &&
  source !== undefined &&
  !Number.isSafeInteger(value) &&
  String(value) !== source
    ? JSON.rawJSON(source)
    : value;

/** How deep a text may nest: parsing it is harmless, but writing it again uses a stack frame for each level. */
const deepest = 200;

/** How many values a text may hold: each costs memory and time. */
const mostValues = 20_000;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;

const opens = (code: number): boolean => code === 0x5b || code === 0x7b;
const closes = (code: number): boolean => code === 0x5d || code === 0x7d;

/** @throws RangeError for a text that nests too deep or holds too many values: one look at each character, no stack. */
const checkBounds = (text: string): void => {
  let depth = 0;
  let values = 1;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) inString = !inString;
    else if (inString) at += code === backslash ? 1 : 0;
    else if (opens(code)) depth += 1;
    else if (closes(code)) depth -= 1;
    // Each comma parts two values, and each bracket may hold a first one.
    if (!inString && (code === comma || opens(code))) values += 1;
    if (depth > deepest) throw new RangeError(`The JSON nests more than ${deepest} levels deep.`);
  }
  if (values > mostValues) throw new RangeError(`The JSON holds more than ${mostValues} values.`);
};

/** Parses JSON that was read and written by us before, in whatever bounds held then; keeps digits as `parseJson` does. */
export const parseOwnJson = (text: string): unknown =>
  mayRound.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);

/**
 * Parses JSON from outside without losing digits: a number that a double would round is an opaque object whose digits
 * `exactDigits` reads and `JSON.stringify` writes back.
 * @throws SyntaxError for what is not JSON, RangeError for what nests more than 200 levels deep or holds more than
 * 20,000 values.
 */
export const parseJson = (text: string): unknown => {
  checkBounds(text);
  return parseOwnJson(text);
};

/** What a text of our own holds as JSON; `undefined` for any other text. A parser's message would quote the text. */
export const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The number as written, where `parseJson` kept it. */
export const exactDigits = (value: unknown): string | undefined =>
  JSON.isRawJSON(value) ? value.rawJSON : undefined;

/** An object of JSON, neither an array nor null nor a kept number. */
export const isJsonObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);

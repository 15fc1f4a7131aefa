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

/** How deep objects and lists nest in a text: one look at each character, no stack. */
const depthOf = (text: string): number => {
  let depth = 0;
  let most = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString && character === '\\') at += 1;
    else if (character === '"') inString = !inString;
    else if (!inString && (character === '[' || character === '{')) depth += 1;
    else if (!inString && (character === ']' || character === '}')) depth -= 1;
    most = Math.max(most, depth);
  }
  return most;
};

/**
 * Parses JSON without losing digits: a number that a double would round is an opaque object whose digits
 * `exactDigits` reads and `JSON.stringify` writes back.
 * @throws SyntaxError for what is not JSON, RangeError for what nests more than 200 levels deep.
 */
export const parseJson = (text: string): unknown => {
  if (depthOf(text) > deepest) throw new RangeError(`The JSON nests more than ${deepest} levels deep.`);
  return mayRound.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
};

/** The number as written, where `parseJson` kept it. */
export const exactDigits = (value: unknown): string | undefined =>
  JSON.isRawJSON(value) ? value.rawJSON : undefined;

/** An object of JSON, neither an array nor null nor a kept number. */
export const isJsonObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !JSON.isRawJSON(value);

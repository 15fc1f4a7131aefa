/** What an event's text may take: it is stored beside the payload, within one item. */
const longestText = 64 * 1024;

/** Longest title or label; descriptions may take more. */
const longestLine = 512;

/**
 * Control characters, and the characters that turn the direction of writing: one that is never closed turns whatever
 * a reader's page shows behind it, and an override makes a name read as another one. Right-to-left scripts are laid
 * out without them. The marks that turn nothing but themselves (U+200E, U+200F, U+061C) stay.
 */
const unwanted = /[[\p{Cc}\u202A-\u202E\u2066-\u2069]--[\n\t]]+/gv;

const clean = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(unwanted, '');

/** As many characters as fit into so many bytes of UTF-8. */
const prefix = (text: string, bytes: number): string =>
  Buffer.byteLength(text) <= bytes
    ? text
    : text.slice(0, new TextEncoder().encodeInto(text, new Uint8Array(bytes)).read);

/** At most so many bytes of tidied text, marked where it was cut. Of a much longer text only the beginning is read. */
const tidied = (text: string, bytes: number, tidy: (text: string) => string): string => {
  const beginning = prefix(text, 4 * bytes);
  const result = tidy(beginning);
  return beginning.length === text.length && Buffer.byteLength(result) <= bytes
    ? result
    : `${prefix(result, bytes - Buffer.byteLength('…'))}…`;
};

/** Well-formed text of at most 64 KiB of UTF-8 without control characters; only line breaks and tabs stay. */
export const plainText = (text: string): string => tidied(text, longestText, clean);

/** The same on one line, and at most 512 bytes long unless another length is given. */
export const oneLine = (text: string, bytes = longestLine): string =>
  tidied(text, bytes, (beginning) => clean(beginning).replace(/\s+/g, ' ').trim());

/** The same, line breaks and tabs too: what a single line must not hold. */
const controls = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;

/** One line of at most `longest` UTF-16 code units: control characters become a space, half characters U+FFFD. */
export const cleanLine = (text: string, longest: number): string =>
  text.slice(0, longest).toWellFormed().replace(controls, ' ').trim();

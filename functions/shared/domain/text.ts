/** Line breaks and other control characters, the invisible ones that turn text around among them. */
const controls = /[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]+/gu;

/** One line of at most `longest` UTF-16 code units: control characters become a space, half characters U+FFFD. */
export const cleanLine = (text: string, longest: number): string =>
  text.slice(0, longest).toWellFormed().replace(controls, ' ').trim();

/** The most of a text that is kept beside the payload, so that an event fits into its item: bytes of UTF-8. */
const largestText = 64 * 1024;

/** The beginning of a text, cut between characters. */
const cutToBytes = (text: string, most: number): string => {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= most) return text;
  // As if more were to come: so the decoder leaves out a character that is not complete.
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, most), { stream: true });
};

/**
 * Text of several lines, of at most 64 KiB: line breaks become \n, tabs stay, other control characters go, half
 * characters become U+FFFD.
 */
export const cleanText = (text: string): string => {
  const lines = text.toWellFormed().replace(/\r\n?|[\u2028\u2029]/g, '\n');
  return cutToBytes(lines.replace(/[^\n\t\P{Cc}]|[\u202A-\u202E\u2066-\u2069]/gu, ''), largestText);
};

/** A body as text where it is UTF-8, else in base64; perhaps only the beginning of it. */
export type BodyView = { encoding: 'utf8' | 'base64'; body: string; truncated?: true };

const strictDecoder = () => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const asText = (bytes: Uint8Array): string | undefined => {
  try {
    return strictDecoder().decode(bytes);
  } catch {
    return undefined;
  }
};

const asBase64 = (bytes: Uint8Array): BodyView => ({
  encoding: 'base64',
  body: Buffer.from(bytes).toString('base64'),
});

/** A body, or so many of its first bytes; of a text the last character is left out where it is not complete. */
export const viewBody = (bytes: Uint8Array, most: number): BodyView => {
  const text = asText(bytes);
  if (bytes.length <= most) return text === undefined ? asBase64(bytes) : { encoding: 'utf8', body: text };
  const beginning = bytes.subarray(0, most);
  if (text === undefined) return { ...asBase64(beginning), truncated: true };
  // As if more were to come: so the decoder leaves out a character that is not complete.
  return { encoding: 'utf8', body: strictDecoder().decode(beginning, { stream: true }), truncated: true };
};

/** What one request carries: chunks of `length` bytes altogether. */
export type Body = {
  contentType: string;
  length: number;
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** Lets go of what was not read. */
  discard?: () => void;
};

export const jsonBody = (value: unknown): Body => {
  const bytes = Buffer.from(JSON.stringify(value));
  return { contentType: 'application/json', length: bytes.length, chunks: [bytes] };
};

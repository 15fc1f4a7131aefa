import type { IncomingMessage } from 'node:http';

/**
 * The whole body, or undefined when it is larger than so many bytes. A body that is too large is read to its end all the
 * same, without being kept: a client that still writes would not see the answer.
 */
export const readBody = async (
  request: IncomingMessage,
  largest: number,
): Promise<Buffer<ArrayBuffer> | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size <= largest) chunks.push(bytes);
  }
  return size <= largest ? Buffer.concat(chunks) : undefined;
};

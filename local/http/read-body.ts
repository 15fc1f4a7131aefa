import type { IncomingMessage } from 'node:http';

/** The most that API Gateway takes, in bytes. */
const largestBody = 10 * 1024 * 1024;

/**
 * The whole body, or undefined when it is larger than API Gateway takes. A body that is too large is read to its end
 * all the same: a client that still writes would not see the answer.
 */
export const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size <= largestBody) chunks.push(bytes);
  }
  return size <= largestBody ? Buffer.concat(chunks, size) : undefined;
};

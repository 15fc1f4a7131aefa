import type { IncomingMessage } from 'node:http';
import { parseJson } from '#functions/shared/domain/json.ts';
import type { PlatformAnswer } from '#functions/shared/domain/outbox/platform.ts';

type Answered = Extract<PlatformAnswer, { outcome: 'answered' }>;

/** What is read of an answer: bytes. */
const longestBody = 64 * 1024;

/** Leaving the loop early closes the connection: what follows is never read. */
const readText = async (response: IncomingMessage): Promise<string | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes: Uint8Array = chunk;
    size += bytes.length;
    if (size > longestBody) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
};

const readJson = async (response: IncomingMessage): Promise<unknown> => {
  try {
    const text = await readText(response);
    return text === undefined ? undefined : parseJson(text);
  } catch {
    // Cut off, or no JSON: the status has said what became of the request.
    return undefined;
  }
};

/** An answer whose status line has come. */
export const readAnswer = async (response: IncomingMessage): Promise<Answered> => ({
  outcome: 'answered',
  status: response.statusCode ?? 0,
  retryAfter: response.headers['retry-after'],
  body: await readJson(response),
});

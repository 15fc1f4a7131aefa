import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { listenOnLoopback } from '#local/listen-on-loopback.ts';

/** Below the ports that systems give to whoever asks for any: nobody gets it by chance before it is used. */
const range = [20_000, 32_768] as const;

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/** A loopback TCP port that was free a moment ago, for a program that cannot pick one itself. */
export const freePort = async (): Promise<number> => {
  const server = createServer();
  const port = randomInt(...range);
  try {
    await listenOnLoopback(server, port);
  } catch (error) {
    if (isTaken(error)) return freePort();
    throw error;
  }
  server.close();
  await once(server, 'close');
  return port;
};

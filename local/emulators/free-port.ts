import { once } from 'node:events';
import { createServer } from 'node:net';
import { listenOnFreePort } from './listen-on-free-port.ts';

/** A loopback TCP port that was free a moment ago, for a program that cannot pick one itself. */
export const freePort = async (): Promise<number> => {
  const server = createServer();
  const port = await listenOnFreePort(server);
  server.close();
  await once(server, 'close');
  return port;
};

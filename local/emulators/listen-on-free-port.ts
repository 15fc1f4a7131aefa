import { once } from 'node:events';
import type { Server } from 'node:net';

/** Lets a server listen on a loopback port that the system picks, and gives the port. */
export const listenOnFreePort = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The system gave no TCP port.');
  return address.port;
};

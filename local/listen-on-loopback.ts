import { once } from 'node:events';
import type { Server } from 'node:net';

/**
 * Lets a server listen on this loopback port (0: one that the system picks), and gives the port.
 * @throws the system's error when the port is taken.
 */
export const listenOnLoopback = async (server: Server, port: number): Promise<number> => {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The system gave no TCP port.');
  return address.port;
};

import { once } from 'node:events';
import type { Server } from 'node:http';

/** Closes a server at once, with whatever is under way on it. */
export const closeServer = async (server: Server): Promise<void> => {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
};

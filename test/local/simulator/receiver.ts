import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listenOnFreePort } from '#local/emulators/listen-on-free-port.ts';

export type Arrival = { headers: IncomingHttpHeaders; body: Buffer };

/** A real webhook endpoint: keeps what arrives and answers as told, with an empty 200 when told nothing. */
export const startReceiver = async (answer = (response: ServerResponse): unknown => response.end()) => {
  const arrivals: Arrival[] = [];

  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    arrivals.push({ headers: request.headers, body: await buffer(request) });
    server.emit('arrival');
    answer(response);
  };

  const server = createServer((request, response) => void receive(request, response));
  const port = await listenOnFreePort(server);

  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };

  return {
    url: `http://127.0.0.1:${port}/webhooks/haptik`,
    arrivals,
    /** Resolves once this many deliveries arrived. */
    arrived: async (count: number): Promise<readonly Arrival[]> => {
      while (arrivals.length < count) await once(server, 'arrival');
      return arrivals;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};

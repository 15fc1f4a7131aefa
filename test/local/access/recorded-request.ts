import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { clientSettings } from '#local/emulators/client-settings.ts';
import { listenOnFreePort } from '#local/emulators/listen-on-free-port.ts';

type Recorded = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** What a client of an SDK needs to call a server of the test's own, once. */
export type ClientConfiguration = typeof clientSettings & {
  readonly endpoint: string;
  readonly maxAttempts: 1;
  readonly forcePathStyle: true;
};

/** The one request that a call makes; its answer is of no use. */
export const recordedRequest = async (
  call: (configuration: ClientConfiguration) => Promise<unknown>,
): Promise<Recorded> => {
  const arrived = Promise.withResolvers<Recorded>();
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    void text(request).then((body) => {
      arrived.resolve({ method, url, headers, body });
      response.writeHead(418).end();
    });
  });
  const port = await listenOnFreePort(server);
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await call({ ...clientSettings, endpoint, maxAttempts: 1, forcePathStyle: true }).catch(() => undefined);
    return await arrived.promise;
  } finally {
    server.close();
    server.closeAllConnections();
  }
};

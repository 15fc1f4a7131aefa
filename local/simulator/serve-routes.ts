import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Answer, type Routes, refuse } from './routes.ts';

/** Above what any receiver takes (10 MB), so that its own limit can be tried. */
const largestBody = 16 * 1024 * 1024;

// A body that is too large is read to its end without being kept: a client that still writes would not see the 413.
const readBody = async (request: IncomingMessage): Promise<Buffer<ArrayBuffer> | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size <= largestBody) chunks.push(bytes);
  }
  return size <= largestBody ? Buffer.concat(chunks) : undefined;
};

const answerTo = async (routes: Routes, request: IncomingMessage): Promise<Answer> => {
  const body = await readBody(request);
  const [path = ''] = (request.url ?? '').split('?');
  const route = routes.get(`${request.method} ${path}`);
  if (body === undefined) return refuse(413, `body: must be at most ${largestBody} bytes`);
  if (route === undefined)
    return refuse(404, `no such endpoint; there are: ${[...routes.keys()].join(', ')}`);
  return route({ headers: request.headers, body });
};

const send = (response: ServerResponse, { status, body }: Answer): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const serve = async (routes: Routes, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  try {
    send(response, await answerTo(routes, request));
  } catch (error) {
    // A client that hung up while it was writing: nobody is left to answer.
    if (!request.complete) return;
    console.error('The Haptik simulator failed:', error);
    send(response, refuse(500, 'the simulator failed; its standard error says why'));
  }
};

/** Serves the routes on 127.0.0.1; port 0 picks a free one. Rejects where the port is taken. */
export const serveRoutes = async (port: number, routes: Routes) => {
  const server = createServer((request, response) => void serve(routes, request, response));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The simulator has no TCP address.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

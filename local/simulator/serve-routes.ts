import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRouteMatcher } from '#local/http/match-route.ts';
import { readBody } from '#local/http/read-body.ts';
import { listenOnLoopback } from '#local/listen-on-loopback.ts';
import { type Reply, type Route, type Routes, refuse } from './routes.ts';

/** Above what any receiver takes (10 MB), so that its own limit can be tried. */
const largestBody = 16 * 1024 * 1024;

type FindRoute = (method: string, path: string) => Route;

const createFindRoute = (routes: Routes): FindRoute => {
  const match = createRouteMatcher([...routes].map(([routeKey, run]) => ({ routeKey, run })));
  const noRoute = refuse(404, `no such endpoint; there are: ${[...routes.keys()].join(', ')}`);
  return (method, path) => match(method, path)?.route.run ?? (() => noRoute);
};

const replyTo = async (findRoute: FindRoute, request: IncomingMessage): Promise<Reply> => {
  const body = await readBody(request, largestBody);
  if (body === undefined) return refuse(413, `body: must be at most ${largestBody} bytes`);
  const [path = '', query] = (request.url ?? '').split('?');
  const route = findRoute(request.method ?? '', path);
  return route({ headers: request.headers, query: new URLSearchParams(query), body });
};

const send = (response: ServerResponse, reply: Reply): void => {
  if (reply === 'dropped') {
    response.destroy();
    return;
  }
  const { status, body, headers } = reply;
  const isText = typeof body === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
  response.end(isText ? body : JSON.stringify(body));
};

const serve = async (findRoute: FindRoute, request: IncomingMessage, response: ServerResponse) => {
  try {
    send(response, await replyTo(findRoute, request));
  } catch (error) {
    // A client that hung up while it was writing: nobody is left to answer.
    if (!request.complete) return;
    console.error('The Haptik simulator failed:', error);
    send(response, refuse(500, 'the simulator failed; its standard error says why'));
  }
};

/** Serves the routes on 127.0.0.1; port 0 picks a free one. Rejects where the port is taken. */
export const serveRoutes = async (port: number, routes: Routes) => {
  const findRoute = createFindRoute(routes);
  const server = createServer((request, response) => void serve(findRoute, request, response));
  const listening = await listenOnLoopback(server, port);
  return {
    url: `http://127.0.0.1:${listening}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { explain } from '#local/explain.ts';
import { listenOnLoopback } from '#local/listen-on-loopback.ts';
import { createAnswer, type Shown } from './answer.ts';
import { refuse, send } from './reply.ts';

/** The page's server. */
export type DashboardServer = AsyncDisposable & { readonly url: string };

/** Serves a dashboard's page on a free loopback port. */
export const serveDashboard = async (shown: Shown): Promise<DashboardServer> => {
  const answer = createAnswer(shown);
  let url = '';
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      send(response, await answer(request, url));
    } catch (error) {
      console.error('The page could not be drawn:', error);
      send(response, refuse(500, explain(error)));
    }
  };
  const server = createServer((request, response) => void serve(request, response));
  url = `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
  return {
    url,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

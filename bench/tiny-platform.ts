import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeServer } from '#local/close-server.ts';
import { listenOnFreePort } from '#local/emulators/listen-on-free-port.ts';

/** A platform that takes every message and says so at once: what is measured is ours. */
export const startTinyPlatform = async (): Promise<AsyncDisposable & { url: string }> => {
  let lastId = 5_000_000;
  const server = createServer((request, response) => {
    lastId += 1;
    const answer = JSON.stringify({ message_id: lastId, created_at: new Date().toISOString() });
    void buffer(request).then(() => response.end(answer));
  });
  const port = await listenOnFreePort(server);
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => closeServer(server),
  };
};

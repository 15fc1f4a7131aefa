import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** Listens and then stands still, so that nothing takes the connections that the kernel lets in. */
const standStill = `
  const { parentPort } = require('node:worker_threads');
  const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

const isTaken = async (socket: Socket): Promise<boolean> =>
  Promise.race([once(socket, 'connect').then(() => true), setTimeout(500, false, { ref: false })]);

/** A loopback port on which no connection ever comes about: its line is full and nobody serves it. */
export const openUnacceptingPort = async (): Promise<AsyncDisposable & { endpoint: string }> => {
  const worker = new Worker(standStill, { eval: true });
  const [port]: number[] = await once(worker, 'message');
  const sockets: Socket[] = [];
  const wait = (): Socket => {
    const socket = connect({ port: port ?? 0, host: '127.0.0.1' }).on('error', () => {});
    sockets.push(socket);
    return socket;
  };
  while (await isTaken(wait()));
  return {
    endpoint: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await worker.terminate();
    },
  };
};

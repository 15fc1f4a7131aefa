import { type Agent, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/** Connections that are kept for the next call. */
export type Connections = { agentFor: (url: URL) => Agent };

const closeIdle = ({ freeSockets }: Agent): void => {
  for (const sockets of Object.values(freeSockets)) {
    for (const socket of sockets ?? []) socket.destroy();
  }
};

/**
 * Keeps idle connections for `idleMs`: the platform closes them after some time of its own, and a request that meets
 * the closing may or may not have been carried out. Timers stand still while a function is frozen, so the clock is
 * asked as well.
 */
export const createConnections = (idleMs: number, clock: () => number): Connections => {
  const options = { keepAlive: true, timeout: idleMs };
  const secure = new HttpsAgent(options);
  const plain = new HttpAgent(options);
  let usedAt = clock();
  return {
    agentFor: ({ protocol }) => {
      const agent = protocol === 'https:' ? secure : plain;
      if (clock() - usedAt >= idleMs) closeIdle(agent);
      usedAt = clock();
      return agent;
    },
  };
};

import type { Server } from 'node:net';
import { listenOnLoopback } from '#local/listen-on-loopback.ts';

/** Lets a server listen on a loopback port that the system picks, and gives the port. */
export const listenOnFreePort = (server: Server): Promise<number> => listenOnLoopback(server, 0);

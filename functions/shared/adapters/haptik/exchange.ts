import { once } from 'node:events';
import {
  type Agent,
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request as plainRequest,
} from 'node:http';
import { request as secureRequest } from 'node:https';
import { pipeline } from 'node:stream/promises';
import type { PlatformAnswer } from '#functions/shared/domain/outbox/platform.ts';
import type { Body } from './body.ts';
import { readAnswer } from './read-answer.ts';

export type HttpCall = { method: string; url: URL; headers: OutgoingHttpHeaders; body: Body };

/** What a call may take, in milliseconds: until the connection stands, and altogether. */
export type Limits = { connectMs: number; totalMs: number };

type Terms = { agent: Agent; limits: Limits; signal: AbortSignal };

/** How far a request has come. Once it waits, all of it was handed to the connection. */
type Progress = { is: 'connecting' | 'writing' | 'waiting'; bodyFailed: boolean };

/** The body's chunks; a request that is not complete is carried out by nobody, so the last one is what counts. */
const watched = async function* ({ chunks, length }: Body, progress: Progress): AsyncIterable<Uint8Array> {
  progress.is = 'writing';
  let handed = 0;
  try {
    for await (const chunk of chunks) {
      handed += chunk.length;
      if (handed > length) break;
      if (handed === length) progress.is = 'waiting';
      yield chunk;
    }
    if (handed !== length) throw new RangeError(`There are not ${length} bytes.`);
  } catch (error) {
    // What ends the request tells nothing of this.
    progress.bodyFailed = true;
    throw error;
  }
};

/**
 * Resolves once the request has a connection that stands. Nothing is handed to it before, so that it is certain that
 * nothing was written where none comes about.
 */
const connected = async (request: ClientRequest, { connectMs }: Limits): Promise<void> => {
  const [socket] = await once(request, 'socket');
  if (request.reusedSocket) return;
  const event = request.protocol === 'https:' ? 'secureConnect' : 'connect';
  await once(socket, event, { signal: AbortSignal.timeout(connectMs) });
};

const write = async (
  request: ClientRequest,
  body: Body,
  progress: Progress,
  limits: Limits,
): Promise<void> => {
  try {
    await connected(request, limits);
    await pipeline(watched(body, progress), request);
  } catch (error) {
    request.destroy(error instanceof Error ? error : undefined);
  }
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no HTTP answer';

const seconds = (ms: number): string => `${ms / 1_000} s`;

/** Why there is no answer, without the words of an error: those may name anything. */
const reasonOf = (error: unknown, { is, bodyFailed }: Progress, { limits, signal }: Terms): string => {
  if (signal.aborted) return 'the call was broken off';
  if (bodyFailed) return 'the file did not come as it was announced';
  const isOver = error instanceof Error && error.name === 'AbortError';
  if (is === 'connecting') {
    return isOver ? `no connection within ${seconds(limits.connectMs)}` : `no connection: ${codeOf(error)}`;
  }
  return isOver ? `no answer within ${seconds(limits.totalMs)}` : `the connection broke: ${codeOf(error)}`;
};

const open = ({ method, url, headers, body }: HttpCall, agent: Agent, signal: AbortSignal): ClientRequest => {
  const request = url.protocol === 'https:' ? secureRequest : plainRequest;
  const ofBody = { 'content-type': body.contentType, 'content-length': body.length };
  return request(url, { method, agent, signal, headers: { ...headers, ...ofBody } });
};

/** One request and what came of it. Redirects are answers like others. Never rejects. */
export const exchange = async (call: HttpCall, terms: Terms): Promise<PlatformAnswer> => {
  const { agent, limits, signal } = terms;
  const progress: Progress = { is: 'connecting', bodyFailed: false };
  const request = open(call, agent, AbortSignal.any([signal, AbortSignal.timeout(limits.totalMs)]));
  const response = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve).on('error', reject);
    // Where the platform wants to speak another protocol (101), the connection is closed without an error.
    request.on('close', () => reject(new Error('closed')));
  });
  void write(request, call.body, progress, limits);
  try {
    return await readAnswer(await response);
  } catch (error) {
    const reason = reasonOf(error, progress, terms);
    const ours = progress.bodyFailed ? true : undefined;
    return { outcome: 'unanswered', written: progress.is === 'waiting', reason, ours };
  } finally {
    // Answered before all of it was written, the request ends here too.
    call.body.discard?.();
  }
};

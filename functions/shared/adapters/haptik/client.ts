import type { Credentials, PlatformCredentials } from '#functions/shared/adapters/platform-credentials.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import type { PlatformAnswer } from '#functions/shared/domain/outbox/platform.ts';
import type { Call } from './calls.ts';
import { createConnections } from './connections.ts';
import { exchange, type Limits } from './exchange.ts';
import { isUnauthorized } from './read-verdict.ts';
import { sendOf } from './send-of.ts';

/** Makes a call in the name of a channel. */
export type Client = (channel: Channel, call: Call, signal: AbortSignal) => Promise<PlatformAnswer>;

/**
 * In milliseconds; `idleMs` is how long a connection is kept for the next call, `perMegabyteMs` what each full megabyte
 * of a request adds to its time.
 */
export type ClientLimits = Limits & { idleMs: number; perMegabyteMs: number };

/** Whoever sends runs within a time-out of its own, so that these are no one's to configure. */
const usualLimits: ClientLimits = { connectMs: 3_000, totalMs: 8_000, idleMs: 4_000, perMegabyteMs: 1_000 };

type Options = { credentials: PlatformCredentials; clock: () => number; limits?: ClientLimits | undefined };

const headersOf = ({ token, clientId }: Credentials) => ({
  authorization: `Bearer ${token}`,
  'client-id': clientId,
  accept: 'application/json',
});

const isSame = (one: Credentials, other: Credentials): boolean =>
  one.token === other.token && one.clientId === other.clientId;

/** Where the platform refuses credentials that have changed since they were read, its calls are made once more. */
export const createClient = ({ credentials, clock, limits = usualLimits }: Options): Client => {
  const connections = createConnections(limits.idleMs, clock);

  const attempt = async ({ method, url, body }: Call, by: Credentials, signal: AbortSignal) => {
    const call = { method, url, headers: headersOf(by), body: await body() };
    const totalMs = limits.totalMs + Math.floor(call.body.length / 1e6) * limits.perMegabyteMs;
    return exchange(call, { agent: connections.agentFor(url), limits: { ...limits, totalMs }, signal });
  };

  return async (channel, call, signal) => {
    const { credentialsId } = sendOf(channel);
    const known = await credentials.of(credentialsId, signal);
    if ('outcome' in known) return known;
    const answer = await attempt(call, known, signal);
    if (!isUnauthorized(answer)) return answer;
    const fresh = await credentials.refreshed(credentialsId, signal);
    return 'outcome' in fresh || isSame(fresh, known) ? answer : attempt(call, fresh, signal);
  };
};

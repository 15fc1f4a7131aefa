import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Door } from '#functions/shared/domain/probe.ts';
import { exchange } from './haptik/exchange.ts';

/** What a platform allows, in milliseconds: Haptik gives up after 5 s altogether. */
const usualLimits = { connectMs: 3_000, totalMs: 5_000 };

/** Comes to the webhooks at this base URL from outside, by a connection of its own each time; redirects are answers. */
export const createDoor = (baseUrl: string, limits = usualLimits): Door => ({
  post: async (channel, { header, signature, body }) => {
    const url = new URL(`${baseUrl}/webhooks/${channel}`);
    const agent = url.protocol === 'https:' ? new HttpsAgent() : new HttpAgent();
    const headers = { [header]: signature, 'user-agent': 'haptik-relay-probe' };
    const call = {
      method: 'POST',
      url,
      headers,
      body: { contentType: 'application/json', length: body.length, chunks: [body] },
    };
    const { signal } = new AbortController();
    const answer = await exchange(call, { agent, limits, signal });
    if (answer.outcome === 'answered') return answer;
    throw new Error(`The webhook gave no answer to a probe: ${answer.reason}.`);
  },
});

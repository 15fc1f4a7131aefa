import type { Outgoing } from '#local/simulator/webhook/deliver-webhook.ts';
import { restamp } from '#local/simulator/webhook/restamp.ts';
import type { FirstOutcome, Webhook } from '#local/simulator/webhook/webhook.ts';
import type { DeliverMany } from './requests.ts';
import { shuffle } from './shuffle.ts';

type Planned = { payload: number; outgoing: Outgoing };

/** What became of the payload with this index. */
type ManyOutcome = Pick<FirstOutcome, 'id' | 'status' | 'ms'> & { payload: number };

/** A text is sent as it is. */
const toOutgoing = (payload: unknown, copy: number, restamped: boolean): Outgoing => {
  if (typeof payload === 'string') return { body: Buffer.from(payload) };
  const body = Buffer.from(JSON.stringify(payload));
  return restamped ? { body: restamp(body, copy), restamp: true } : { body };
};

const plan = ({ payloads, copies, restamp: restamped, shuffle: shuffled, seed }: DeliverMany): Planned[] => {
  const planned = payloads.flatMap((payload, index): Planned[] =>
    Array.from({ length: copies }, (_, copy) => ({
      payload: index,
      outgoing: toOutgoing(payload, copy, restamped),
    })),
  );
  return shuffled ? shuffle(planned, seed) : planned;
};

/**
 * Makes these deliveries, `concurrency` at once; resolves to the outcomes of the first attempts in that order. None
 * begins after `end`: then the outcomes are those of the deliveries that had begun.
 */
export const deliverMany = async (
  webhook: Webhook,
  request: DeliverMany,
  end: AbortSignal,
): Promise<ManyOutcome[]> => {
  const outcomes: ManyOutcome[] = [];
  // Shared by the workers, so that each takes the next one.
  const queue = plan(request).entries();
  const work = async () => {
    for (const [place, { payload, outgoing }] of queue) {
      if (end.aborted) return;
      const { id, status, ms } = await webhook.deliver(outgoing);
      outcomes[place] = { payload, id, status, ms };
    }
  };
  await Promise.all(Array.from({ length: request.concurrency }, work));
  return outcomes;
};

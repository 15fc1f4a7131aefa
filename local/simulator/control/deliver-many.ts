import type { FirstOutcome, Webhook } from '#local/simulator/webhook/webhook.ts';
import type { DeliverMany } from './requests.ts';
import { shuffle } from './shuffle.ts';

type Planned = { payload: number; body: Buffer<ArrayBuffer> };

/** What became of the payload with this index. */
type ManyOutcome = Pick<FirstOutcome, 'id' | 'status' | 'ms'> & { payload: number };

const toBytes = (payload: unknown): Buffer<ArrayBuffer> =>
  Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));

const plan = ({ payloads, copies, shuffle: shuffled, seed }: DeliverMany): Planned[] => {
  const planned = payloads.flatMap((payload, index): Planned[] =>
    Array.from({ length: copies }, () => ({ payload: index, body: toBytes(payload) })),
  );
  return shuffled ? shuffle(planned, seed) : planned;
};

/** Makes these deliveries, `concurrency` at once; resolves to the outcomes of the first attempts in that order. */
export const deliverMany = async (webhook: Webhook, request: DeliverMany): Promise<ManyOutcome[]> => {
  const outcomes: ManyOutcome[] = [];
  // Shared by the workers, so that each takes the next one.
  const queue = plan(request).entries();
  const work = async () => {
    for (const [place, { payload, body }] of queue) {
      const { id, status, ms } = await webhook.deliver({ body });
      outcomes[place] = { payload, id, status, ms };
    }
  };
  await Promise.all(Array.from({ length: request.concurrency }, work));
  return outcomes;
};

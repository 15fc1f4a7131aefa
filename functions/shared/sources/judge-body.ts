import type { Channel } from '#functions/shared/domain/channel.ts';
import type { Understood } from '#functions/shared/domain/queue-message.ts';
import { readBody } from './read-body.ts';
import type { Source } from './source.ts';

/** What is to become of a body: it is queued, dropped or kept raw. */
export type Verdict =
  | { outcome: 'accepted'; understood: Understood }
  | { outcome: 'ignored' | 'unusable'; reason: string };

/** Only typing may be without a business. */
const isAllowed = ({ businessIds }: Pick<Channel, 'businessIds'>, businessId: string | undefined): boolean =>
  businessIds === 'any' || businessId === undefined || businessIds.includes(businessId);

const accept = (channel: Pick<Channel, 'businessIds'>, understood: Understood): Verdict =>
  isAllowed(channel, understood.businessId)
    ? { outcome: 'accepted', understood }
    : { outcome: 'unusable', reason: 'business_id: is not allowed for this channel' };

/** Reads an authentic body and judges it by what its channel allows. */
export const judgeBody = (
  channel: Pick<Channel, 'businessIds'>,
  source: Source,
  body: Uint8Array,
): Verdict => {
  const reading = readBody(source, body);
  switch (reading.outcome) {
    case 'understood': {
      const { businessId, user } = reading.news;
      return accept(channel, { text: reading.text, businessId, user, repeats: 'same-body' });
    }
    case 'typing': {
      const { businessId, user } = reading.typing;
      // The same state again is news, not a repeat.
      return accept(channel, { text: reading.text, businessId, user, repeats: 'never' });
    }
    case 'ignored':
    case 'unusable':
      return reading;
    default:
      return reading satisfies never;
  }
};

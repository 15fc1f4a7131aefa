import * as z from 'zod/mini';
import type { Author, EndUser } from '#functions/shared/domain/event.ts';
import { timeOf } from '#functions/shared/domain/iso-time.ts';
import { requiredId } from '../id-fields.ts';
import { described } from './fields.ts';
import { agentAuthor, userSchema } from './parties.ts';

/** What every event but typing must tell: whose conversation it is. The rest is optional. */
export const subjectSchema = z.pipe(
  z.object({
    business_id: requiredId,
    business_name: described,
    user: userSchema,
    agent: z.optional(z.unknown()),
    timestamp: z.optional(z.unknown()),
  }),
  z.transform(
    ({ business_id, business_name, user, agent, timestamp }): Subject => ({
      businessId: business_id,
      businessName: business_name,
      user,
      author: agentAuthor(agent),
      platformAt: timeOf(timestamp),
    }),
  ),
);

export type Subject = {
  businessId: string;
  businessName: string | undefined;
  user: EndUser;
  author: Author | undefined;
  platformAt: number | undefined;
};

import type { Verdict } from '#functions/shared/domain/outbox/platform.ts';

type Refusal = Extract<Verdict, { is: 'refused' | 'unregistered' }>;

/** Whether the platform says that it will not do this to this user: any 4xx that has no meaning of its own. */
const isRefusal = (verdict: Verdict): verdict is Refusal =>
  verdict.is === 'unregistered' || (verdict.is === 'refused' && (verdict.status ?? 0) >= 400);

const refused = ({ status, message }: Refusal): Verdict => ({ is: 'refused', status, message });

/**
 * Creates a user, then updates it. What the platform makes of creating one that exists, or of updating one that does
 * not, is documented nowhere; so either call may be refused as long as the other one is not.
 */
export const saveUser = async (call: (method: 'POST' | 'PUT') => Promise<Verdict>): Promise<Verdict> => {
  const created = await call('POST');
  if (created.is !== 'done' && !isRefusal(created)) return created;
  const updated = await call('PUT');
  if (!isRefusal(updated)) return updated;
  if (created.is === 'done') return created;
  // Of a user that does not exist, creating it tells more than updating it.
  return refused(updated.is === 'unregistered' ? created : updated);
};

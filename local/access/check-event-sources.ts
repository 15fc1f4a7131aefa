import type { EventSource } from '#local/template/event-sources.ts';
import { isAllowed } from './is-allowed.ts';
import type { Roles } from './role.ts';

/** What Lambda does with a queue in the name of the function that it feeds. */
const actions = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'];

/** @throws Error naming what a function's role lacks for its event source to be run, as a deployment would fail. */
export const checkEventSources = (sources: readonly EventSource[], roles: Roles): void => {
  for (const { queue, target } of sources) {
    const { statements = [] } = roles.get(target.name) ?? {};
    const lacking = actions.filter((action) => !isAllowed(statements, { action, resource: queue.arn }));
    if (lacking.length > 0)
      throw new Error(
        `The queue ${queue.name} feeds ${target.name}, whose role does not allow ${lacking.join(', ')} on ${queue.arn}.`,
      );
  }
};

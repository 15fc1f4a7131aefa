import type { PlatformState } from './platform-state.ts';
import { ok, type Route, type Routes } from './routes.ts';
import type { Webhook } from './webhook.ts';

/** What tests and people steer the simulator with. */
export const createControlRoutes = (state: PlatformState, webhook: Webhook): Routes =>
  new Map<string, Route>([
    // The body is sent on byte for byte, whatever it is: an odd payload is what many tests are about.
    ['POST /_control/deliver', async ({ body }) => ok(await webhook.deliver(body))],
    ['GET /_control/received', () => ok({ received: state.received() })],
    [
      'GET /_control/state',
      () => ok({ users: state.users(), received: state.received().length, deliveries: webhook.counts() }),
    ],
    [
      'POST /_control/reset',
      async () => {
        await webhook.reset();
        state.reset();
        return ok({});
      },
    ],
  ]);

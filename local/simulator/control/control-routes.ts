import type { PlatformState } from '#local/simulator/platform/platform-state.ts';
import { ok, type Route, type Routes, withBody, withQuery } from '#local/simulator/routes.ts';
import type { Webhook } from '#local/simulator/webhook/webhook.ts';
import type { AnswerScript } from './answer-script.ts';
import { deliverMany } from './deliver-many.ts';
import { deliverManySchema, deliverSchema, scriptSchema, stateSchema } from './requests.ts';
import type { Call } from './scripted-routes.ts';

type Controlled = {
  state: PlatformState;
  webhook: Webhook;
  script: AnswerScript;
  /** Calls of the REST endpoints since the last reset. */
  calls: Call[];
  /** What a step of the script may name. */
  endpoints: readonly string[];
};

const createWatchRoutes = ({ state, webhook, script, calls }: Controlled): [string, Route][] => {
  const describe = () =>
    ok({
      users: state.users(),
      received: state.received().length,
      calls,
      script: script.steps(),
      ...webhook.describe(),
    });
  return [
    ['GET /_control/received', () => ok({ received: state.received(), feedback: state.feedback() })],
    [
      'GET /_control/state',
      withQuery(stateSchema, async ({ wait }) => {
        if (wait !== undefined) await webhook[wait]();
        return describe();
      }),
    ],
  ];
};

/** What tests and people steer and watch the simulator with. */
export const createControlRoutes = (controlled: Controlled): Routes => {
  const { state, webhook, script, calls, endpoints } = controlled;

  let untilReset = new AbortController();

  const reset = async () => {
    untilReset.abort();
    untilReset = new AbortController();
    script.clear();
    await webhook.reset();
    state.reset();
    calls.length = 0;
    return ok({});
  };

  return new Map<string, Route>([
    // The body is sent on byte for byte, whatever it is: an odd payload is what many tests are about.
    [
      'POST /_control/deliver',
      withQuery(deliverSchema, async (headers, body) => ok(await webhook.deliver({ ...headers, body }))),
    ],
    [
      'POST /_control/deliver-many',
      withBody(deliverManySchema, async (request) =>
        ok({ outcomes: await deliverMany(webhook, request, untilReset.signal) }),
      ),
    ],
    [
      'POST /_control/script',
      withBody(scriptSchema(endpoints), (steps) => {
        script.add(steps);
        return ok({ script: script.steps() });
      }),
    ],
    ['POST /_control/reset', reset],
    ...createWatchRoutes(controlled),
  ]);
};

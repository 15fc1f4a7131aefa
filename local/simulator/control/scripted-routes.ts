import { STATUS_CODES } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '#local/simulator/clock.ts';
import { type Answer, type Reply, type Route, type Routes, refuse } from '#local/simulator/routes.ts';
import type { AnswerScript } from './answer-script.ts';
import type { ScriptStep } from './script-step.ts';

/** A call of a REST endpoint and how it was answered, scripted or not. */
export type Call = { at: string; endpoint: string; status: number | 'dropped' | 'under way' };

const scriptedAnswer = ({ status = 200, body }: ScriptStep): Answer =>
  body === undefined ? refuse(status, STATUS_CODES[status] ?? '') : { status, body };

const withRetryAfter = (reply: Reply, retryAfter: ScriptStep['retryAfter']): Reply =>
  reply === 'dropped' || retryAfter === undefined
    ? reply
    : { ...reply, headers: { 'retry-after': String(retryAfter) } };

const play = async (step: ScriptStep, process: () => Reply | Promise<Reply>): Promise<Reply> => {
  const speaks = step.status !== undefined || step.body !== undefined;
  const reply = (step.processed ?? !(speaks || step.drop)) ? await process() : undefined;
  // Unreferenced: an answer that is held back keeps no process alive.
  await pause(step.delayMs, undefined, { ref: false });
  if (step.drop) return 'dropped';
  return withRetryAfter(speaks || reply === undefined ? scriptedAnswer(step) : reply, step.retryAfter);
};

type Scripting = { script: AnswerScript; calls: Call[]; clock: Clock };

/** These routes, answered as the script says while it has a step for them: it comes before the credentials. */
export const scriptRoutes = (routes: Routes, { script, calls, clock }: Scripting): Routes => {
  const scripted =
    (endpoint: string, route: Route): Route =>
    async (request) => {
      const call: Call = { at: new Date(clock.now()).toISOString(), endpoint, status: 'under way' };
      calls.push(call);
      const step = script.take(endpoint);
      const reply = await (step === undefined
        ? route(request)
        : play(step, () => route({ ...request, echoed: step.echo })));
      call.status = reply === 'dropped' ? reply : reply.status;
      return reply;
    };
  return new Map([...routes].map(([endpoint, route]) => [endpoint, scripted(endpoint, route)]));
};

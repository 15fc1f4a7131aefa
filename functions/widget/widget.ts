import * as z from 'zod/mini';
import { InvalidRequestError } from '#functions/shared/domain/errors.ts';
import { createRetryCommand } from '#functions/shared/outbox-acts/retry-command.ts';
import { createReplay } from '#functions/shared/quarantine/replay.ts';
import { createLetterSources } from '#functions/shared/redrive/letter-sources.ts';
import { createPlanRedrive } from '#functions/shared/redrive/plan.ts';
import { createRedrive } from '#functions/shared/redrive/redrive.ts';
import type { Act, Invocation } from './acts/act.ts';
import { createRedriveAct } from './acts/redrive.ts';
import { createReplayAct } from './acts/replay.ts';
import { createReplayAllAct } from './acts/replay-all.ts';
import { createRetryAct } from './acts/retry.ts';
import { type Call, readCall, readParams } from './call.ts';
import type { WidgetDependencies } from './dependencies.ts';
import { description } from './describe.ts';
import { errorHtml } from './error-html.ts';
import { type Html, html } from './html/html.ts';
import { page } from './html/page.ts';
import { createAttention } from './views/attention.ts';
import { createConversations } from './views/conversations.ts';
import { createOutboxView } from './views/outbox.ts';
import { createQuarantinedView } from './views/quarantined.ts';
import { createRedriveView } from './views/redrive.ts';
import { createTranscript } from './views/transcript.ts';
import type { View } from './views/view.ts';

const viewsOf = (deps: WidgetDependencies) => {
  const read = (source: string, body: string) => deps.sourceNamed(source).read(body);
  const sources = createLetterSources({ ...deps, read });
  const replay = createReplay(deps);
  const views = {
    conversations: createConversations(deps),
    transcript: createTranscript(deps),
    attention: createAttention({ ...deps, sources }),
    quarantined: createQuarantinedView(deps),
    redrive: createRedriveView({ ...deps, plan: createPlanRedrive({ ...deps, sources }) }),
    outbox: createOutboxView(deps),
  } satisfies Readonly<Record<string, View>>;
  const acts = {
    redrive: createRedriveAct({ ...deps, redrive: createRedrive({ ...deps, sources }) }),
    replay: createReplayAct({ replay }),
    'replay-all': createReplayAllAct({ ...deps, replay }),
    retry: createRetryAct({ ...deps, retry: createRetryCommand(deps) }),
  } satisfies Readonly<Record<string, Act>>;
  return { views, acts };
};

const viewNames = ['conversations', 'transcript', 'attention', 'quarantined', 'redrive', 'outbox'] as const;
const actNames = ['redrive', 'replay', 'replay-all', 'retry'] as const;

const schema = z.object({
  view: z._default(z.optional(z.enum(viewNames, `must be one of ${viewNames.join(', ')}`)), 'attention'),
  act: z.optional(z.enum(actNames, `must be one of ${actNames.join(', ')}`)),
});

const ownAct = (): InvalidRequestError =>
  new InvalidRequestError([
    {
      field: 'act',
      message: 'is nothing that a dashboard may do by itself: take it out of the parameters of this widget',
    },
  ]);

/**
 * Answers a call of CloudWatch's custom widgets: with HTML, or with Markdown where it asks what this is. A view changes
 * nothing. An act is done only where a button of ours was pressed, for which CloudWatch asks first: what stands in the
 * widget's own parameters is called whenever a dashboard is opened or refreshed.
 */
export const createWidget = (deps: WidgetDependencies) => {
  const { views, acts } = viewsOf(deps);

  const show = async (call: Call, invocation: Invocation): Promise<Html> => {
    const orWhyNot = async (make: () => Promise<Html>): Promise<Html> => {
      try {
        return await make();
      } catch (error) {
        return errorHtml(error, { call, log: deps.log, requestId: invocation.requestId });
      }
    };
    const view = (params: Call['params']) =>
      orWhyNot(async () => views[readParams(schema, params).view]({ ...call, params }));

    return orWhyNot(async () => {
      const { act } = readParams(schema, call.params);
      if (act === undefined) return view(call.params);
      if (call.actIsOwn) throw ownAct();
      const { notice, next } = await acts[act](call, invocation);
      return html`${notice}${await view(next)}`;
    });
  };

  return async (event: unknown, { endpoint, ...invocation }: Invocation & { endpoint: string }) => {
    const call = readCall(event, endpoint);
    if (call.params.describe === true) return description;
    return String(page(call.theme, await show(call, invocation)));
  };
};

import * as z from 'zod/mini';
import type { createPlanRedrive, Plan, PlannedConversation } from '#functions/shared/redrive/plan.ts';
import { day, limitParams, sourceParam } from '#functions/widget/acts/limits.ts';
import { type Call, readParams } from '#functions/widget/call.ts';
import type { WidgetDependencies } from '#functions/widget/dependencies.ts';
import { type Html, html, type Piece } from '#functions/widget/html/html.ts';
import { bar, facts, form, heading, input, mono, muted, table } from '#functions/widget/html/parts.ts';
import { ago } from '#functions/widget/html/times.ts';
import { wordFor } from '#functions/widget/html/word-for.ts';
import { countText } from './letters-section.ts';
import type { View } from './view.ts';

type Dependencies = Pick<WidgetDependencies, 'clock'> & { plan: ReturnType<typeof createPlanRedrive> };

const titles = {
  events: 'Redrive: dead letters of the events queue',
  'set-aside': 'Redrive: what was set aside',
  outbox: 'Redrive: dead letters of the outbox',
} as const;

const rowOf = ({ conversation, letters, done, since }: PlannedConversation, now: number): Piece[] => [
  conversation === undefined ? 'none' : mono(conversation),
  letters,
  done,
  ago(since, now),
];

const counts = ({ count }: Plan): Html =>
  facts([
    ['waiting', countText(count)],
    ['in flight', count.held],
  ]);

const figures = ({ seen, goBack, done, tooOld, unusable, untold, since }: Plan, now: number): Html => html`
  ${muted(`Of the ${seen} looked at:`)}
  ${facts([
    ['would go back', goBack],
    ['done already', done],
    ['too old', tooOld],
    ['cannot go back', unusable],
    ...(untold === 0 ? [] : [['cannot be told: the log says why', untold] as const]),
    ['oldest', since !== undefined && ago(since, now)],
  ])}`;

const daysText = (days: number): string => `${days} ${wordFor(days, 'day', 'days')}`;

const actButton = ({ button }: Call, { ask }: Plan): Html => {
  const { source, limits, at, seal } = ask;
  const days = limits.maxAgeMs / day;
  return button({
    label: `Put back (${limits.count} at most)`,
    look: 'primary',
    params: { act: 'redrive', source, count: limits.count, days, at, seal },
    confirm: `Put back all that can be had, ${limits.count} at most, none older than ${daysText(days)}? Those that were stored meanwhile are only removed.`,
  });
};

const formHtml = ({ button }: Call, { ask: { source, limits } }: Plan): Html => {
  const days = limits.maxAgeMs / day;
  return form(
    [
      input({ name: 'count', label: 'Letters at most', value: String(limits.count) }),
      input({ name: 'days', label: 'Days old at most', value: String(days) }),
    ],
    button({ label: 'Plan again', params: { view: 'redrive', source, form: true } }),
    button({ label: 'Back', params: { view: 'attention' } }),
  );
};

/** What a redrive would do. It changes nothing; the button below it does, once CloudWatch has asked. */
export const createRedriveView = ({ plan, clock }: Dependencies): View => {
  const ofSource = z.object({ source: sourceParam, form: z.optional(z.boolean()) });
  const limitsSchema = z.object(limitParams);

  return async (call) => {
    const { source, form: isForm } = readParams(ofSource, call.params);
    const { count, days } = readParams(limitsSchema, isForm === true ? call.fields : call.params);
    const made = await plan(source, { count, maxAgeMs: days * day });
    const rows = made.conversations.map((conversation) => rowOf(conversation, clock()));
    const isThere = made.seen > 0 || made.count.waiting > 0;
    return html`
      ${heading(titles[source])}
      ${counts(made)}
      ${made.seen > 0 && figures(made, clock())}
      ${muted(
        'Only the first letters can be looked at without holding them, and a queue may count them as in flight for a while; the redrive goes through all that nobody holds. Those of a conversation go back in their order: where one stays, those behind it stay too.',
      )}
      ${table(['Conversation', 'Seen', 'Done already', 'Oldest'], rows, 'None can be seen at the moment.')}
      ${isThere && bar(actButton(call, made))}
      ${formHtml(call, made)}`;
  };
};

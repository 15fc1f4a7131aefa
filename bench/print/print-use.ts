import { dollars } from '../cost/usage.ts';
import type { CostCounts } from '../counting/count-all.ts';
import { money, paragraphs } from './markdown.ts';

const countOf = (told: Readonly<Record<string, number>>): number =>
  Object.values(told).reduce((sum, count) => sum + count, 0);

const namesOf = (told: Readonly<Record<string, number>>): string =>
  Object.keys(told)
    .map((name) => `\`${name}\``)
    .join(', ');

export const printUse = ({ toldOfWebhooks, toldOfSends }: CostCounts): string => {
  const month = (told: typeof toldOfSends) => money(dollars({ metricMonth: countOf(told) }));
  return paragraphs(
    '## What a channel in use adds',
    `Metrics are paid by the hours in which they are told. A channel that gets webhooks in every hour tells ${namesOf(toldOfWebhooks)} too: ${month(toldOfWebhooks)} a month. One that is sent to tells ${namesOf(toldOfSends)}: ${month(toldOfSends)} a month. What fails tells more.`,
  );
};

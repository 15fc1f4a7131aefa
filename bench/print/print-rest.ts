import { assumptions } from '../cost/assumptions.ts';
import { type Line, monthAtRest, runsPerMonth, sumOfLines } from '../cost/model.ts';
import { items, prices } from '../cost/prices.ts';
import { dollars, type Usage } from '../cost/usage.ts';
import type { CostCounts } from '../counting/count-all.ts';
import { countsTable } from './counts-table.ts';
import { figure, money, paragraphs, table } from './markdown.ts';

/** `48 metrics, 1 composite` */
const amounts = (usage: Usage): string =>
  items
    .flatMap((item) => (usage[item] === undefined ? [] : [`${figure(usage[item])} ${prices[item].counted}`]))
    .join(', ');

const lineTable = (prod: readonly Line[], dev: readonly Line[]): string =>
  table(
    ['A month', '`prod`', 'dollars', '`dev`', 'dollars'],
    [
      ...prod.map(({ what, usage }, index) => {
        const other = dev[index]?.usage ?? {};
        return [what, amounts(usage), money(dollars(usage)), amounts(other), money(dollars(other))];
      }),
      [
        '**together**',
        '',
        `**${money(dollars(sumOfLines(prod)))}**`,
        '',
        `**${money(dollars(sumOfLines(dev)))}**`,
      ],
    ],
  );

const whereItGoes = (lines: readonly Line[]): string => {
  const of = (...names: readonly string[]): string =>
    money(dollars(sumOfLines(lines.filter(({ what }) => names.some((name) => what.startsWith(name))))));
  return `Most of the ${money(dollars(sumOfLines(lines)))} of \`prod\` is what CloudWatch asks whatever happens: ${of('alarms')} for alarms, ${of('metrics')} for metrics and ${of('the dashboard')} for the dashboard. Secrets are ${of('secrets')}, queues that Lambda polls while they are empty ${of('Lambda polls')}, and \`watch\` with its probes ${of('watch')}, of which ${of('watch and its probes: CloudWatch')} is for asking CloudWatch how deliveries were answered. What could be left out is told [below](#how-to-pay-less).`;
};

export const printRest = ({ stages: { prod, dev }, memoryMb }: CostCounts): string => {
  const [prodLines, devLines] = [monthAtRest(prod, memoryMb), monthAtRest(dev, memoryMb)];
  return paragraphs(
    '## A month at rest',
    `A stage that nobody uses, as lib/stage.ts has it: \`prod\` receives on two channels, \`dev\` sends on one of them too. A \`prod\` that sends costs what \`dev\` costs, and its canary. \`watch\` runs ${figure(runsPerMonth(prod))} times a month and posts a probe to each channel; invocations are taken to last ${assumptions.milliseconds.watch} ms (watch).`,
    lineTable(prodLines, devLines),
    whereItGoes(prodLines),
    countsTable('Counted for one run of watch and what its probes have others do', {
      '`prod`': prod.rest.run,
      '`dev`': dev.rest.run,
    }),
  );
};

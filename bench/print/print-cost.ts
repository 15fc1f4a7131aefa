import type { CostCounts } from '../counting/count-all.ts';
import { paragraphs } from './markdown.ts';
import { printAssumptions } from './print-assumptions.ts';
import { printFreeTier } from './print-free-tier.ts';
import { printLevers } from './print-levers.ts';
import { printPrices } from './print-prices.ts';
import { printReads } from './print-reads.ts';
import { printRest } from './print-rest.ts';
import { printSends } from './print-sends.ts';
import { printSummary } from './print-summary.ts';
import { printUse } from './print-use.ts';
import { printWebhooks } from './print-webhooks.ts';

/** Where and when it was counted. */
export type CountedOn = { readonly date: string; readonly machine: string };

/** docs/cost.md, as these counts make it. */
export const printCost = (counts: CostCounts, { date, machine }: CountedOn): string =>
  `${paragraphs(
    '# What it costs',
    `Made by \`npm run cost\` on ${date} (${machine}): do not edit. It runs the shipped bundles of both stages behind proxies that count their calls of AWS, what DynamoDB says they consumed and the bytes of the lines they print, and counts in the synthesised templates what stands there. [bench/counts.json](../bench/counts.json) has the counts, which are the same on every machine. What could not be counted is [assumed](#what-is-assumed), durations above all.`,
    printSummary(counts),
    printWebhooks(counts),
    printSends(counts),
    printReads(counts),
    printRest(counts),
    printUse(counts),
    printLevers(counts),
    printFreeTier(counts),
    printAssumptions(),
    printPrices(),
  )}\n`;

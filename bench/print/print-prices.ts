import { prices, pricesOf } from '../cost/prices.ts';
import { paragraphs, table } from './markdown.ts';

export const printPrices = (): string =>
  paragraphs(
    '## Unit prices',
    `List prices of us-east-1, first tier, as of ${pricesOf} ([bench/cost/prices.ts](../bench/cost/prices.ts)). AWS's pages fill in their figures by script and could not be read themselves; each figure was compared with what others copied from them and from AWS's price list. Two could not be compared: that a schedule of EventBridge is free, and that metrics of a route cost what our own cost.`,
    table(
      ['Service', 'Dollars', 'for', 'who says so'],
      Object.values(prices).map(({ service, dollars, unit, page }) => [
        service,
        dollars,
        unit,
        `[AWS](${page})`,
      ]),
    ),
  );

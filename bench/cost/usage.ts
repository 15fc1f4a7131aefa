import { type Item, items, prices } from './prices.ts';

/** How much of what AWS asks a price for. */
export type Usage = Readonly<Partial<Record<Item, number>>>;

export const together = (...usages: readonly Usage[]): Usage => {
  const sum: Partial<Record<Item, number>> = {};
  for (const item of items)
    for (const { [item]: amount = 0 } of usages) if (amount !== 0) sum[item] = (sum[item] ?? 0) + amount;
  return sum;
};

export const times = (factor: number, usage: Usage): Usage => {
  const product: Partial<Record<Item, number>> = {};
  for (const item of items) if (usage[item] !== undefined) product[item] = usage[item] * factor;
  return product;
};

/** What it costs at list prices, in dollars. */
export const dollars = (usage: Usage): number =>
  items.reduce((sum, item) => sum + ((usage[item] ?? 0) * prices[item].dollars) / prices[item].per, 0);

/** The parts of a usage that one service asks its price for. */
export const ofService = (service: string, usage: Usage): Usage => {
  const part: Partial<Record<Item, number>> = {};
  for (const item of items)
    if (prices[item].service === service && usage[item] !== undefined) part[item] = usage[item];
  return part;
};

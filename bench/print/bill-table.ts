import { prices } from '../cost/prices.ts';
import { dollars, ofService, type Usage } from '../cost/usage.ts';
import { money, table } from './markdown.ts';

const services = [...new Set(Object.values(prices).map(({ service }) => service))];

/** Bills side by side, service by service, and their sums. */
export const billTable = (title: string, bills: Readonly<Record<string, Usage>>): string => {
  const rows = services
    .map(
      (service) =>
        [service, ...Object.values(bills).map((usage) => dollars(ofService(service, usage)))] as const,
    )
    .filter(([, ...amounts]) => amounts.some((amount) => amount !== 0));
  return table(
    [title, ...Object.keys(bills)],
    [
      ...rows.map(([service, ...amounts]) => [service, ...amounts.map(money)]),
      ['**together**', ...Object.values(bills).map((usage) => `**${money(dollars(usage))}**`)],
    ],
  );
};

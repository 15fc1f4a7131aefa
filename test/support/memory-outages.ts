import type { Outage, OutageStore } from '#functions/shared/domain/webhook-outage.ts';

/** Outages in memory with the rules of the table; their contract test runs against both. */
export const createMemoryOutages = (): OutageStore => {
  const outages = new Map<string, Outage>();
  const of = (channel: string): Outage => outages.get(channel) ?? {};
  return {
    read: async (channel) => of(channel),
    begin: async (channel, now) => void outages.set(channel, { outageAt: now, ...of(channel) }),
    claim: async (channel, seen, now) => {
      const { outageAt, enabledAt } = of(channel);
      const isSame = outageAt === seen.outageAt && enabledAt === seen.enabledAt;
      if (outageAt === undefined || !isSame) return false;
      outages.set(channel, { outageAt, enabledAt: now });
      return true;
    },
    end: async (channel, seen) => {
      const { outageAt, ...others } = of(channel);
      if (outageAt === seen.outageAt) outages.set(channel, others);
    },
  };
};

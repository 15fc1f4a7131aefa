import type { ProbeNotes, SeenProbe } from '#functions/shared/domain/probe.ts';

/** Notes of probes in memory; their contract test runs against the table too. */
export const createMemoryProbeNotes = (): ProbeNotes => {
  const latest = new Map<string, SeenProbe>();
  return {
    note: async (channel, seen) => {
      const known = latest.get(channel);
      if (known === undefined || known.probeId < seen.probeId) latest.set(channel, seen);
    },
    latest: async (channel) => latest.get(channel),
  };
};

import type { Audit, AuditDoor, AuditEntry } from '#functions/shared/domain/audit.ts';

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** An audit log in memory. */
export const createMemoryAudit = (
  clock = Date.now,
  door: AuditDoor = 'api',
): Audit & { entries: AuditEntry[] } => {
  const entries: AuditEntry[] = [];
  return {
    entries,
    note: async (entry) => {
      entries.push({ ...entry, at: clock(), door });
    },
    onDay: async (at, limit) => entries.filter((entry) => day(entry.at) === day(at)).slice(0, limit),
  };
};

import { parseQuarantineId } from '#functions/shared/domain/quarantine-id.ts';
import { notInQuarantine } from '#functions/shared/quarantine/read-quarantined.ts';

/** The name in the bucket of what is in quarantine under this id. @throws NotFoundError for what is no id */
export const quarantineKey = (id: string): string => {
  const key = parseQuarantineId(id);
  if (key !== undefined) return key;
  throw notInQuarantine();
};

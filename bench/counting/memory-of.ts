import type { System } from '#local/template/system.ts';
import { serviceOf } from './start-system.ts';

/** Memory of each function in MB, by its service name. */
export const memoryOf = ({ functions }: System): Record<string, number> =>
  Object.fromEntries(functions.map((target) => [serviceOf(target), target.memoryMb]));

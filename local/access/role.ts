import type { Statement } from './statement.ts';

/** A function's role, and what its policies say. */
export type Role = { readonly name: string; readonly statements: readonly Statement[] };

/** By function name. */
export type Roles = ReadonlyMap<string, Role>;

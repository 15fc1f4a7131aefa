import type { IdName } from '#functions/shared/domain/observe.ts';

/** Ids of what an invocation is about: one may be about several things. */
export type InvocationIds = {
  add: (name: IdName, value: string) => void;
  /** Values of one name stand in one text, apart by a space. */
  fields: () => Readonly<Partial<Record<IdName, string>>>;
  clear: () => void;
};

export const createInvocationIds = (): InvocationIds => {
  const ids = new Map<IdName, Set<string>>();
  return {
    add: (name, value) => {
      ids.set(name, (ids.get(name) ?? new Set()).add(value));
    },
    fields: () => Object.fromEntries([...ids].map(([name, values]) => [name, [...values].join(' ')])),
    clear: () => {
      ids.clear();
    },
  };
};

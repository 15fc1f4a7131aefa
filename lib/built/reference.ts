import { flatten } from '#lib/flatten.ts';

/** The logical id that `Ref` or `Fn::GetAtt` names; undefined for anything else, such as an imported resource. */
export const referredId = (value: unknown): string | undefined =>
  /^<([A-Za-z0-9]+)(\.[A-Za-z0-9.]+)?>$/.exec(flatten(value))?.[1];

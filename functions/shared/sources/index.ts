import { fineguide } from './fineguide.ts';
import { haptik } from './haptik.ts';
import type { Source } from './source.ts';

/** Every source, by the name a channel gives it. A new source is one line here. */
export const sources = { haptik, fineguide } satisfies Readonly<Record<string, Source>>;

export type SourceName = keyof typeof sources;

/** @throws Error listing the names there are, for another one. */
export const sourceNamed = (name: string): Source => {
  const source = new Map<string, Source>(Object.entries(sources)).get(name);
  if (source !== undefined) return source;
  throw new Error(
    `There is no source ${JSON.stringify(name)}. Use one of: ${Object.keys(sources).join(', ')}.`,
  );
};

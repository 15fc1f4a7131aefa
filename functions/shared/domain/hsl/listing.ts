import { isJsonObject } from '#functions/shared/domain/json.ts';
import type { Hsl } from './hsl.ts';

/** The beginning of a list, and how many entries follow that are not looked at: a list may be of any length. */
export type Listing<T> = { readonly shown: readonly T[]; readonly more: number };

/** Nobody reads more in a chat; the documents name no limit and advise four or five. */
const longest = 20;

const entriesOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value;
  return isJsonObject(value) ? [value] : [];
};

/** Reads the first entries; those that `read` has no use for do not count. A lone object is a list of one. */
export const listOf = <T>(
  value: unknown,
  read: (entry: unknown) => T | undefined,
  most = longest,
): Listing<T> => {
  const entries = entriesOf(value);
  const shown: T[] = [];
  let at = 0;
  for (; at < entries.length && shown.length < most; at += 1) {
    const entry = read(entries[at]);
    if (entry !== undefined) shown.push(entry);
  }
  return { shown, more: entries.length - at };
};

/** Reads a list of objects. */
export const listOfObjects = <T>(
  value: unknown,
  read: (entry: Hsl) => T | undefined,
  most = longest,
): Listing<T> => listOf(value, (entry) => (isJsonObject(entry) ? read(entry) : undefined), most);

/** The lines of a list, with a last one for what is not shown. */
export const renderListing = <T>(
  { shown, more }: Listing<T>,
  render: (entry: T, index: number) => readonly string[],
): string[] => [...shown.flatMap(render), ...(more === 0 ? [] : [`… and ${more} more`])];

/** Lines under a mark, such as `1. ` or `- `: those behind the first are indented as far as the mark is long. */
export const marked = (mark: string, lines: readonly string[]): string[] =>
  lines.map((line, index) => (index === 0 ? mark : ' '.repeat(mark.length)) + line);

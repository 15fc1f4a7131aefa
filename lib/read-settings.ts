import * as z from 'zod/mini';
import { ConfigurationError } from './configuration-error.ts';

type Issue = z.core.$ZodIssue;

const listed = z.object({ channels: z.array(z.unknown()) });
const named = z.object({ name: z.string().check(z.minLength(1)) });

/** A channel's name, or which of them it is where it has none. */
const channelAt = (given: unknown, index: number): string => {
  const channel = listed.safeParse(given).data?.channels[index];
  return named.safeParse(channel).data?.name ?? `no. ${index + 1}`;
};

/** A URL is not shown, as it may hold a password. */
const shown = (value: unknown): string => {
  if (typeof value === 'string') return value.includes('://') ? 'a URL' : JSON.stringify(value);
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
};

/** What is wrong with that which stands at a path, of which the last names are given. */
const wordsOf = (issue: Issue, path: readonly PropertyKey[]): string => {
  const { code, message, input } = issue;
  if (code === 'unrecognized_keys') {
    const unknown = issue.keys.map((key) => [...path, key].join('.'));
    return `there is no setting ${unknown.join(', ')}; there are ${message}.`;
  }
  const name = path.join('.') || 'the object of settings';
  if (input === undefined) return `${name} is missing: write ${message}.`;
  if (code === 'invalid_value' && typeof input === 'string')
    return `there is no ${name} ${input}; there are ${issue.values.join(', ')}.`;
  return `${name} is ${shown(input)}: write ${message}.`;
};

const problemOf = (issue: Issue, given: unknown): string => {
  const [first, index, ...rest] = issue.path;
  if (first === 'channels' && typeof index === 'number')
    return `Channel ${channelAt(given, index)}: ${wordsOf(issue, rest)}`;
  return wordsOf(issue, issue.path).replace(/^the(?=re | object)/, 'The');
};

/**
 * Settings whose names and types were looked at; `place` is where they stand, such as `stage dev in lib/stage.ts`.
 * @throws ConfigurationError naming every setting that is missing, unknown or of another type, and what there is.
 */
export const readSettings = <Schema extends z.ZodMiniType>(
  schema: Schema,
  given: unknown,
  place: string,
): z.output<Schema> => {
  const { data, error, success } = schema.safeParse(given, { reportInput: true });
  if (success) return data;
  throw new ConfigurationError(
    error.issues.map((issue) => problemOf(issue, given)),
    place,
  );
};

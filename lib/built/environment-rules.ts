import * as z from 'zod/mini';
import type { Rule } from '#lib/channel-rules.ts';
import { flatten } from '#lib/flatten.ts';
import { type Built, ofType } from './resources.ts';

const functionSchema = z.object({
  Environment: z.optional(z.object({ Variables: z._default(z.record(z.string(), z.unknown()), {}) })),
});

/** Bytes that Lambda takes of all variables of a function, as JSON: that is what it measures. */
const most = 4096;

/** CloudFormation names things by their logical ids. Around these stand region, account and what is random. */
const around = 'x'.repeat(80);

const deployed = (value: unknown): string => flatten(value).replaceAll(/<([\w:]+)[\w.]*>/g, `$1${around}`);

const bytesOf = (variables: Readonly<Record<string, unknown>>): number => {
  const texts = Object.entries(variables).map(([name, value]) => [name, deployed(value)]);
  return Buffer.byteLength(JSON.stringify(Object.fromEntries(texts)));
};

/** What a function is told by its environment fits into it. Only a deployment would say otherwise, half-way through. */
export const environmentRules = ({ own }: Built): Rule[] =>
  ofType(own, 'AWS::Lambda::Function', functionSchema).map(({ path, properties }) => {
    const bytes = bytesOf(properties.Environment?.Variables ?? {});
    return [
      bytes > most,
      `${path} has about ${bytes} bytes of variables, and Lambda takes ${most}: configure fewer channels or fewer business ids, which are told in CHANNELS, or make it two relays.`,
    ];
  });

import * as z from 'zod/mini';
import type { Rule } from '#lib/channel-rules.ts';
import { type Built, ofType } from './resources.ts';

const bucketSchema = z.object({
  LifecycleConfiguration: z.optional(
    z.object({
      Rules: z.array(z.object({ ExpirationInDays: z.optional(z.number()), Prefix: z.optional(z.string()) })),
    }),
  ),
});
const functionSchema = z.object({
  Environment: z.optional(z.object({ Variables: z.optional(z.record(z.string(), z.unknown())) })),
});

/** Events in the table point to objects in the bucket, so that neither may go before the other. */
export const bucketRules = ({ own }: Built): Rule[] => {
  const kept = ofType(own, 'AWS::Lambda::Function', functionSchema).flatMap(({ path, properties }) => {
    const days = properties.Environment?.Variables?.RETENTION_DAYS;
    return days === undefined ? [] : [{ path, days: Number(days) }];
  });
  return ofType(own, 'AWS::S3::Bucket', bucketSchema).flatMap(({ path, properties }) => {
    const expirations = (properties.LifecycleConfiguration?.Rules ?? []).flatMap(
      ({ ExpirationInDays }) => ExpirationInDays ?? [],
    );
    return kept.map(
      ({ path: user, days }): Rule => [
        expirations.some((expiration) => expiration !== days),
        `${path} keeps objects ${expirations.join(' or ')} days, but ${user} keeps the events that point to them ${days} days: give both the retentionDays of the settings.`,
      ],
    );
  });
};

import * as z from 'zod/mini';
import type { Rule } from '#lib/channel-rules.ts';
import { ttlAttribute } from '#lib/ttl-attribute.ts';
import { type Built, ofType } from './resources.ts';

const tableSchema = z.object({
  TimeToLiveSpecification: z.optional(
    z.object({ AttributeName: z.optional(z.string()), Enabled: z.optional(z.boolean()) }),
  ),
});

/** Items expire by the attribute that the functions write. */
export const tableRules = ({ own }: Built): Rule[] =>
  ofType(own, 'AWS::DynamoDB::Table', tableSchema).map(
    ({ path, properties: { TimeToLiveSpecification: ttl } }) => [
      ttl?.Enabled !== true || ttl.AttributeName !== ttlAttribute,
      `${path} expires items by ${ttl?.Enabled ? ttl.AttributeName : 'no attribute'}, but the functions write ${ttlAttribute}, so that nothing would be deleted: set its TTL attribute to ${ttlAttribute}.`,
    ],
  );

import * as z from 'zod/mini';
import type { Rule } from '#lib/channel-rules.ts';
import { flatten } from '#lib/flatten.ts';
import { referredId } from './reference.ts';
import { type Built, ofType } from './resources.ts';

const functionSchema = z.object({
  Environment: z.optional(
    z.object({ Variables: z.optional(z.object({ CHANNELS: z.optional(z.unknown()) })) }),
  ),
});
const channelsSchema = z.array(z.object({ name: z.string(), secretId: z._default(z.string(), '') }));
const secretSchema = z.object({
  GenerateSecretString: z.optional(z.unknown()),
  SecretString: z.optional(z.unknown()),
});

/** Every channel that a function is told of has a webhook secret, and never an empty one. */
export const secretRules = ({ own, stack }: Built): Rule[] => {
  const secrets = ofType(stack, 'AWS::SecretsManager::Secret', secretSchema);
  return ofType(own, 'AWS::Lambda::Function', functionSchema).flatMap(({ path, properties }) => {
    const text = properties.Environment?.Variables?.CHANNELS;
    if (text === undefined) return [];
    return channelsSchema.parse(JSON.parse(flatten(text))).map(({ name, secretId }): Rule => {
      const made = secrets.find(({ logicalId }) => logicalId === referredId(secretId))?.properties;
      const hasValue =
        made === undefined ? secretId.startsWith('arn:') : !!(made.GenerateSecretString ?? made.SecretString);
      return [
        !hasValue,
        `${path} knows the channel ${name} without a webhook secret, so that anybody's deliveries would count: make it by ChannelSecrets, which generates one.`,
      ];
    });
  });
};

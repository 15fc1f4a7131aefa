import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Profile } from '#functions/shared/domain/outbox/command.ts';
import type { Item } from './item.ts';
import { jsonText } from './json-text.ts';

const text = z.optional(z.string());

/** What is told of a user, as JSON. */
export const profileSchema = z.object({
  name: text,
  email: text,
  mobileNo: text,
  languageCode: text,
  customData: z.optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
});

const fields = profileSchema.shape;

const profileItemSchema = z.object({
  name: z.optional(jsonText(fields.name)),
  email: z.optional(jsonText(fields.email)),
  mobileNo: z.optional(jsonText(fields.mobileNo)),
  languageCode: z.optional(jsonText(fields.languageCode)),
  customData: z.optional(jsonText(fields.customData)),
});

/** The attributes of what is told; what is not told is left out, so that it stays as it is known. */
export const profileAttributes = (profile: Profile): Record<string, string> =>
  Object.fromEntries(
    z
      .keyof(profileSchema)
      .options.flatMap((field) =>
        profile[field] === undefined ? [] : [[field, JSON.stringify(profile[field])]],
      ),
  );

/** @throws ZodError when the item is not a profile of this version. */
export const profileFromItem = (item: Item): Profile => z.parse(profileItemSchema, unmarshall(item));

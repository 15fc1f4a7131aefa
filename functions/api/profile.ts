import * as z from 'zod/mini';
import { isJsonObject } from '#functions/shared/domain/json.ts';
import type { Profile } from '#functions/shared/domain/outbox/command.ts';
import { line } from './fields.ts';

type CustomData = NonNullable<Profile['customData']>;

/** What a platform is told of a user beside the named fields: bytes of JSON. */
const largestCustomData = 8 * 1024;

const longestName = 100;

const isFlat = (value: unknown): value is CustomData[string] =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

const problemOf = (name: string, value: unknown): string | undefined => {
  if (name === '' || name.length > longestName)
    return `has a name that is not of 1 to ${longestName} characters`;
  // A name that some code takes for something else than a name.
  if (name === '__proto__' || !name.isWellFormed()) return 'has a name that is none';
  if (!isFlat(value)) return 'must be text, a number of up to 15 digits, true, false or null';
  return typeof value === 'string' && !value.isWellFormed() ? 'holds half of a character' : undefined;
};

/** Flat, as the platform asks for. */
const customData = z.pipe(
  z
    .custom<Readonly<Record<string, unknown>>>(isJsonObject, 'must be an object')
    .check(
      z.refine(
        (data) => Buffer.byteLength(JSON.stringify(data)) <= largestCustomData,
        `is larger than ${largestCustomData} bytes`,
      ),
    ),
  z.transform((data, context): CustomData => {
    const flat: [string, CustomData[string]][] = [];
    for (const [name, value] of Object.entries(data)) {
      const message = problemOf(name, value);
      if (message !== undefined) context.issues.push({ code: 'custom', input: value, path: [name], message });
      else if (isFlat(value)) flat.push([name, value]);
    }
    return Object.fromEntries(flat);
  }),
);

const languageRule = 'must be an ISO 639-1 code in lower case, such as en';

/** What a caller tells of a user, by the platform's names of the fields. Only what is given is there. */
export const profileSchema = z.pipe(
  z.strictObject(
    {
      name: z.optional(line(256)),
      email: z.optional(line(254)),
      mobile_no: z.optional(line(32)),
      language_code: z.optional(z.string(languageRule).check(z.regex(/^[a-z]{2}$/, languageRule))),
      custom_data: z.optional(customData),
    },
    'must be an object',
  ),
  z.transform(
    ({ name, email, mobile_no, language_code, custom_data }): Profile => ({
      ...(name !== undefined && { name }),
      ...(email !== undefined && { email }),
      ...(mobile_no !== undefined && { mobileNo: mobile_no }),
      ...(language_code !== undefined && { languageCode: language_code }),
      ...(custom_data !== undefined && { customData: custom_data }),
    }),
  ),
);

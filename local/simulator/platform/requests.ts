import * as z from 'zod/mini';

const id = z.string().check(z.minLength(1, 'must not be empty'));

const flatValue = z.union(
  [z.string(), z.number(), z.boolean(), z.null()],
  'must be a flat object: text, numbers, booleans or null as values',
);

/** Body of `POST` and `PUT /v1.0/user/`. */
export const profileSchema = z.object({
  auth_id: id,
  mobile_no: z.optional(z.string()),
  email: z.optional(z.string()),
  name: z.optional(z.string()),
  language_code: z.optional(z.string().check(z.regex(/^[a-z]{2}$/, 'must be an ISO 639-1 code such as en'))),
  custom_data: z.optional(z.record(z.string(), flatValue)),
});

export type Profile = z.infer<typeof profileSchema>;

/** Body of `POST /v1.0/log_message_from_user/`; the platform's first form named the user by `user_id`. */
export const loggedMessageSchema = z.object({
  user: z
    .object({ auth_id: z.optional(id), user_id: z.optional(id) })
    .check(
      z.refine(
        (user) => user.auth_id !== undefined || user.user_id !== undefined,
        'must hold auth_id or user_id',
      ),
    ),
  message_body: z.string(),
  message_type: z.int(),
  business_id: z.int(),
});

export type LoggedMessage = z.infer<typeof loggedMessageSchema>;

/** Body of `POST /v1.0/log_feedback_from_user/`. */
export const feedbackSchema = z.object({
  auth_id: id,
  business_id: z.int(),
  query_resolved: z.boolean(),
  query_rating: z.int().check(z.gte(1, 'must be 1 to 5'), z.lte(5, 'must be 1 to 5')),
  feedback: z.optional(z.string()),
});

export type Feedback = z.infer<typeof feedbackSchema>;

const numberOrText = z.union([z.int(), z.string()], 'must be a number or a text');

/** Body of a hand-off to an agent; `countdown` is in seconds. */
export const handoffSchema = z.object({
  user_name: z.string(),
  business_id: numberOrText,
  team_name: z.string(),
  countdown: z.optional(z.int().check(z.gte(5, 'must be 5 to 10'), z.lte(10, 'must be 5 to 10'))),
  receiver: z.literal('athena', 'must be athena'),
});

export type Handoff = z.infer<typeof handoffSchema>;

/** Body of `POST /v1.0/webhook/`. */
export const enableSchema = z.object({
  enabled: z.literal(true, 'must be true: how a client disables the webhook is not documented'),
  business_id: z.optional(numberOrText),
  device_platform: z.optional(numberOrText),
});

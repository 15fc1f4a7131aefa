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

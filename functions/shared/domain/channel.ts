import * as z from 'zod/mini';

/** A channel's name stands in URLs, keys and metrics, so its alphabet is narrow. */
const channelNamePattern = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** Whether a text could be a channel's name. */
export const isChannelName = (text: string): boolean => channelNamePattern.test(text);

export const channelNameSchema = z.string().check(z.regex(channelNamePattern));

/** How a channel's platform is called. */
const sendSchema = z.strictObject({
  /** `https://…`, without a slash at its end; http is taken for loopback hosts only. */
  baseUrl: z.string().check(z.minLength(1)),
  /** ARN (or name) of the Secrets Manager secret: JSON `{"token": "…", "clientId": "…"}`. */
  credentialsId: z.string().check(z.minLength(1)),
  /** Stands in the path of log_message where the platform still has its form of 2018. */
  clientName: z.optional(z.string().check(z.minLength(1))),
  /** URL of the platform's synchronous API; it is documented nowhere. */
  askUrl: z.optional(z.string().check(z.minLength(1))),
  /**
   * Whether `watch` has the platform switch its webhook on again once an outage of ours is over: after more than five
   * minutes without a good answer to a delivery, when a probe comes through, at most once in 15 minutes. Off by default.
   */
  reenable: z.optional(z.boolean()),
});

/** One configured inbound endpoint of a source, as the functions see it. */
const channelSchema = z.strictObject({
  name: channelNameSchema,
  /** The name of its sender among the sources. */
  source: z.string().check(z.minLength(1)),
  /** Name of the header that carries the signature; compared without regard to case. */
  signatureHeader: z.string().check(z.minLength(1)),
  /** ARN (or name) of the Secrets Manager secret: JSON `{"current": "…", "previous"?: "…"}`. */
  secretId: z.string().check(z.minLength(1)),
  /** Business ids whose events are kept, or `any`; others are quarantined. */
  businessIds: z.union([z.literal('any'), z.array(z.string()).check(z.minLength(1))]),
  /** Absent where nothing can be sent. */
  send: z.optional(sendSchema),
});

export type Channel = z.infer<typeof channelSchema>;

/** The `CHANNELS` environment variable: a JSON array of channels with distinct names. */
export const channelsFromJson = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch (error) {
        context.issues.push({ code: 'custom', input: text, message: `not JSON: ${String(error)}` });
        return z.NEVER;
      }
    }),
  ),
  z.array(channelSchema).check(
    z.minLength(1),
    z.refine(
      (channels) => new Set(channels.map(({ name }) => name)).size === channels.length,
      'channel names repeat',
    ),
  ),
);

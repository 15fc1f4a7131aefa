import * as z from 'zod/mini';
import type { SettingsProps } from './with-defaults.ts';

// What comes from the command line is text, what comes from cdk.json may be a number. The message of each is what is legal.
const text = (legal: string) => z.coerce.string().check(z.minLength(1, legal));
const whole = (legal: string) =>
  z.pipe(z.coerce.string().check(z.regex(/^\d{1,6}$/, `a whole number of ${legal}`)), z.transform(Number));

const canary = z.pipe(
  z.pipe(z.coerce.string(), z.enum(['true', 'false', 'skip'], 'true, false or skip')),
  z.transform((value) => (value === 'skip' ? value : value === 'true')),
);

const contextSchema = z.object({
  retentionDays: z.optional(whole('days above 14')),
  logRetentionDays: z.optional(whole('days')),
  logLevel: z.optional(z.enum(['INFO', 'WARN'], 'INFO or WARN')),
  persistConcurrency: z.optional(whole('functions, 2 to 1000')),
  sendConcurrency: z.optional(whole('calls, 2 to 1000')),
  accountConcurrency: z.optional(whole('functions')),
  silentAfterHours: z.optional(whole('hours, 1 to 24')),
  canary: z.optional(canary),
  alarmEmail: z.optional(text('an e-mail address')),
  domainName: z.optional(text('a domain of yours, such as relay.example.com')),
  certificateArn: z.optional(text("the ARN of the domain's certificate in AWS Certificate Manager")),
  jwtIssuer: z.optional(text('the issuer of the tokens, https://…')),
  jwtAudience: z.optional(text('the audiences of the tokens, with commas between them')),
});

type Context = Readonly<Record<string, unknown>>;

/** A key of ours: those of the CDK and of other tools hold a colon, a slash or the like. */
const isPlain = (key: string): boolean => /^[a-zA-Z]+$/.test(key);

const refuseUnknown = (context: Context): void => {
  const legal = ['stage', ...Object.keys(contextSchema.shape)];
  const unknown = Object.keys(context).filter((key) => isPlain(key) && !legal.includes(key));
  if (unknown.length === 0) return;
  throw new Error(
    `There is no setting ${unknown.join(', ')}. With -c you can set ${legal.join(', ')}; everything else is in lib/stage.ts.`,
  );
};

type Given = readonly [key: string, value: string | undefined];

/** Both of two that say nothing alone, or neither. */
const both = ([one, first]: Given, [other, second]: Given): readonly [string, string] | undefined => {
  if (first === undefined && second === undefined) return undefined;
  if (first !== undefined && second !== undefined) return [first, second];
  throw new Error(`-c ${one} and -c ${other} belong together: give both.`);
};

/**
 * The settings that `-c <key>=<value>` gives for one deployment.
 * @throws Error naming the key and what is legal.
 */
export const contextSettings = (context: Context): Partial<SettingsProps> => {
  refuseUnknown(context);
  const { data, error } = contextSchema.safeParse(context);
  if (error) {
    const problems = error.issues.map(
      ({ path: [key], message }) => `-c ${String(key)}=${String(context[String(key)])}: write ${message}.`,
    );
    throw new Error(problems.join('\n'));
  }
  const { domainName, certificateArn, jwtIssuer, jwtAudience, ...settings } = data;
  const domain = both(['domainName', domainName], ['certificateArn', certificateArn]);
  const jwt = both(['jwtIssuer', jwtIssuer], ['jwtAudience', jwtAudience]);
  return {
    ...settings,
    ...(domain && { domain: { name: domain[0], certificateArn: domain[1] } }),
    ...(jwt && { jwt: { issuer: jwt[0], audience: jwt[1].split(',') } }),
  };
};

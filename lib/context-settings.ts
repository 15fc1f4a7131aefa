import * as z from 'zod/mini';
import { ConfigurationError } from './configuration-error.ts';
import { settingsFields } from './settings-schema.ts';
import type { SettingsProps } from './with-defaults.ts';

const text = (legal: string) => z.coerce.string().check(z.minLength(1, legal));

// What comes from the command line is text, what comes from cdk.json may be a number.
const fromText = <Field extends z.ZodMiniType>(read: (text: string) => unknown, field: Field) =>
  z.optional(z.pipe(z.pipe(z.coerce.string(), z.transform(read)), field));

const readFigure = (text: string): unknown => (/^\d{1,6}$/.test(text) ? Number(text) : text);
const readFlag = (text: string): unknown =>
  new Map<string, unknown>([
    ['true', true],
    ['false', false],
  ]).get(text) ?? text;

const { canary, logLevel, alarmEmail, ...fields } = settingsFields;

// The message of each is what is legal.
const contextSchema = z.object({
  retentionDays: fromText(readFigure, fields.retentionDays),
  logRetentionDays: fromText(readFigure, fields.logRetentionDays),
  logLevel,
  persistConcurrency: fromText(readFigure, fields.persistConcurrency),
  sendConcurrency: fromText(readFigure, fields.sendConcurrency),
  accountConcurrency: fromText(readFigure, fields.accountConcurrency),
  silentAfterHours: fromText(readFigure, fields.silentAfterHours),
  canary: fromText(readFlag, canary),
  alarmEmail,
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
  throw new ConfigurationError([
    `There is no setting ${unknown.join(', ')}. With -c you can set ${legal.join(', ')}; everything else is in lib/stage.ts.`,
  ]);
};

type Given = readonly [key: string, value: string | undefined];

/** Both of two that say nothing alone, or neither. */
const both = ([one, first]: Given, [other, second]: Given): readonly [string, string] | undefined => {
  if (first === undefined && second === undefined) return undefined;
  if (first !== undefined && second !== undefined) return [first, second];
  throw new ConfigurationError([`-c ${one} and -c ${other} belong together: give both.`]);
};

/**
 * The settings that `-c <key>=<value>` gives for one deployment.
 * @throws ConfigurationError naming the key and what is legal.
 */
export const contextSettings = (context: Context): Partial<SettingsProps> => {
  refuseUnknown(context);
  const { data, error } = contextSchema.safeParse(context);
  if (error) {
    const problems = error.issues.map(
      ({ path: [key], message }) => `-c ${String(key)}=${String(context[String(key)])}: write ${message}.`,
    );
    throw new ConfigurationError(problems);
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

import { resolve } from 'node:path';
import * as z from 'zod/mini';
import { timeScale } from '#functions/shared/domain/environment.ts';
import type { Assembly } from './template/assembly.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';

/** How the whole system is run on this machine. */
export type RelayOptions = {
  /** Port of the HTTP API; 0 picks a free one. */
  readonly port: number;
  /** Port of the Haptik simulator; 0 picks a free one. */
  readonly simulatorPort: number;
  /** Folder that keeps queues, table and bucket; in memory where there is none. */
  readonly dataDir?: string;
  /** By channel; a channel that is not named has `local-<channel>-secret`. */
  readonly secrets: WebhookSecrets;
  /** Where sends go, without a slash at its end; the simulator where there is none. */
  readonly haptikBaseUrl?: string;
  /** Credentials for sends. */
  readonly token: string;
  readonly clientId: string;
  /** Divides waiting times. */
  readonly timeScale: number;
  readonly logLevel: LogLevel;
  /** As in lib/stage.ts; `dev` where there is none. */
  readonly stage?: string;
  /** Run in the place of the stage's own. */
  readonly assembly?: Assembly;
};

const logLevels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'] as const;

/** What both Lambda and Powertools take. */
export type LogLevel = (typeof logLevels)[number];

type Environment = Readonly<Record<string, string | undefined>>;

const highestPort = 65_535;
const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

const port = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN)),
  ),
  z
    .int(`must be a whole number from 0 to ${highestPort}`)
    .check(z.lte(highestPort, `must be a whole number from 0 to ${highestPort}`)),
);

const isSafe = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && loopbackHosts.has(hostname));

const isBare = ({ username, password, search, hash }: URL): boolean =>
  [username, password, search, hash].every((part) => part === '');

const baseUrl = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (text) => URL.canParse(text) && isSafe(new URL(text)) && isBare(new URL(text)),
        'must be an https URL (http is allowed for loopback hosts) without credentials and query',
      ),
    ),
  z.transform((text) => text.replace(/\/+$/, '')),
);

const schema = z.object({
  PORT: z._default(port, 3000),
  SIMULATOR_PORT: z.optional(port),
  HAPTIK_BASE_URL: z.optional(baseUrl),
  RELAY_DATA_DIR: z.optional(z.string()),
  HAPTIK_TOKEN: z._default(z.string(), 'local-token'),
  HAPTIK_CLIENT_ID: z._default(z.string(), 'local-client'),
  RELAY_TIME_SCALE: timeScale,
  LOG_LEVEL: z._default(z.enum(logLevels, `must be one of ${logLevels.join(', ')}`), 'WARN'),
});

/** `HAPTIK_WEBHOOK_SECRET` is the secret of the channel `haptik`, `FINE_GUIDE_WEBHOOK_SECRET` of `fine-guide`. */
const readSecrets = (environment: Environment): WebhookSecrets =>
  Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]): [string, string][] => {
      const [, channel] = /^([A-Z0-9_]+)_WEBHOOK_SECRET$/.exec(name) ?? [];
      return channel && value ? [[channel.toLowerCase().replaceAll('_', '-'), value]] : [];
    }),
  );

const parse = (environment: Environment): z.output<typeof schema> => {
  // A variable set to nothing counts as not set.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { success, data, error } = schema.safeParse(given);
  if (success) return data;
  throw new Error(error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`).join('\n'));
};

const defaultSimulatorPort = (apiPort: number): number => {
  if (apiPort === 0) return 0;
  if (apiPort + 2 <= highestPort) return apiPort + 2;
  throw new Error(
    `SIMULATOR_PORT must be set: it is PORT + 2 by default, and there is no port ${apiPort + 2}.`,
  );
};

/**
 * Reads the environment of `npm start`.
 * @throws Error naming each variable that is wrong, and what it must be.
 */
export const readOptions = (environment: Environment): RelayOptions => {
  const given = parse(environment);
  return {
    port: given.PORT,
    simulatorPort: given.SIMULATOR_PORT ?? defaultSimulatorPort(given.PORT),
    ...(given.RELAY_DATA_DIR !== undefined && { dataDir: resolve(given.RELAY_DATA_DIR) }),
    secrets: readSecrets(environment),
    ...(given.HAPTIK_BASE_URL !== undefined && { haptikBaseUrl: given.HAPTIK_BASE_URL }),
    token: given.HAPTIK_TOKEN,
    clientId: given.HAPTIK_CLIENT_ID,
    timeScale: given.RELAY_TIME_SCALE,
    logLevel: given.LOG_LEVEL,
  };
};

import { ConfigurationError } from './configuration-error.ts';
import { readSettings } from './read-settings.ts';
import type { ChannelSettings, RelaySettings } from './settings.ts';
import { settingsSchema } from './settings-schema.ts';
import { type SettingsProps, withDefaults } from './with-defaults.ts';

/** A deployment of its own, beside others in the same account. */
export type Stage = RelaySettings & { readonly name: string };

// `any` keeps every business the secret vouches for. List the ids (['343', '1204']) to quarantine all others.
const haptik: ChannelSettings = {
  name: 'haptik',
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  businessIds: 'any',
};

// FineGuide signs nothing: it sends the secret itself in a header, whose name is chosen there.
const fineguide: ChannelSettings = {
  name: 'fineguide',
  source: 'fineguide',
  signatureHeader: 'X-Webhook-Secret',
  businessIds: 'any',
};

/** What each stage sets; lib/settings.ts lists what there is, lib/with-defaults.ts what holds where nothing is said. */
const stages: Readonly<Record<string, SettingsProps>> = {
  dev: {
    // Haptik's staging, which its documentation prints.
    channels: [{ ...haptik, send: { baseUrl: 'https://staging-messenger.haptikapi.com' } }, fineguide],
    retentionDays: 30,
    protected: false,
    persistConcurrency: 10,
    sendConcurrency: 5,
    // alarmEmail: 'you@example.com',
  },
  prod: {
    // Receives only, until it has a `send` as above: Haptik gives each client a base URL of its own. It belongs here and
    // not on the command line, where a deployment that forgets it would take the credentials away.
    channels: [haptik, fineguide],
    retentionDays: 365,
    protected: true,
    logLevel: 'WARN',
    canary: true,
    // alarmEmail: 'you@example.com',
  },
};

/**
 * The stage named by `-c stage=<name>`, `dev` where none is named, with what the command line sets in place of its own.
 * @throws ConfigurationError listing the stages or the settings that there are, where one is not among them.
 */
export const stageNamed = (name: unknown = 'dev', overrides: Partial<SettingsProps> = {}): Stage => {
  const found = Object.entries(stages).find(([known]) => known === name);
  if (found) {
    const [known, settings] = found;
    const place = `stage ${known} in lib/stage.ts`;
    return {
      name: known,
      ...withDefaults(readSettings(settingsSchema, { ...settings, ...overrides }, place)),
    };
  }
  const legal = Object.keys(stages).map((known) => `-c stage=${known}`);
  throw new ConfigurationError([
    `There is no stage ${JSON.stringify(name)}. Use ${legal.join(' or ')}, or add it to lib/stage.ts.`,
  ]);
};

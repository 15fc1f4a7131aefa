import type { ChannelSettings, RelaySettings } from './settings.ts';

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

// The webhook throttle stands far above genuine load: a throttled genuine delivery brings Haptik nearer to
// switching the webhook off, while refusing a forged one costs next to nothing.
const throttle: RelaySettings['throttle'] = {
  webhooks: { rate: 2000, burst: 2000 },
  api: { rate: 200, burst: 400 },
  health: { rate: 20, burst: 40 },
};

const dev: Stage = {
  name: 'dev',
  // Haptik's staging, which its documentation prints.
  channels: [{ ...haptik, send: { baseUrl: 'https://staging-messenger.haptikapi.com' } }, fineguide],
  retentionDays: 30,
  logRetentionDays: 30,
  protected: false,
  logLevel: 'INFO',
  throttle,
  persistConcurrency: 10,
  sendConcurrency: 5,
  accountConcurrency: 1000,
  silentAfterHours: 24,
  canary: false,
};

const prod: Stage = {
  name: 'prod',
  // Receives only, until it has a `send` as above: Haptik gives each client a base URL of its own. It belongs here and
  // not on the command line, where a deployment that forgets it would take the credentials away.
  channels: [haptik, fineguide],
  retentionDays: 365,
  logRetentionDays: 365,
  protected: true,
  logLevel: 'WARN',
  throttle,
  persistConcurrency: 50,
  sendConcurrency: 20,
  accountConcurrency: 1000,
  silentAfterHours: 24,
  canary: true,
};

const stages: readonly Stage[] = [dev, prod];

/**
 * The stage named by `-c stage=<name>`; `dev` where none is named.
 * @throws Error listing the legal names.
 */
export const stageNamed = (name: unknown = dev.name): Stage => {
  const found = stages.find((stage) => stage.name === name);
  if (found) return found;
  const legal = stages.map((stage) => `-c stage=${stage.name}`).join(' or ');
  throw new Error(`There is no stage ${JSON.stringify(name)}. Use ${legal}, or add it to lib/stage.ts.`);
};

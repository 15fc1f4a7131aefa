import { channelsOf } from './channels-of.ts';
import type { System } from './template/system.ts';

/** Webhook secrets by channel. */
export type WebhookSecrets = Readonly<Record<string, string>>;

/** The secret that a channel has on this machine. */
export const webhookSecret = (secrets: WebhookSecrets, channel: string): string =>
  secrets[channel] ?? `local-${channel}-secret`;

/** The value of every channel's secret, by the id under which the functions look it up. */
export const webhookSecretValues = (system: System, secrets: WebhookSecrets): Map<string, string> =>
  new Map(
    channelsOf(system).map(({ name, secretId }) => [
      secretId,
      JSON.stringify({ current: webhookSecret(secrets, name) }),
    ]),
  );

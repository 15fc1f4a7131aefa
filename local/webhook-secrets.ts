import { channelsFromJson } from '#functions/shared/domain/channel.ts';
import type { System } from '#local/template/system.ts';

/** Webhook secrets by channel. */
export type WebhookSecrets = Readonly<Record<string, string>>;

/** The secret that a channel has on this machine. */
export const webhookSecret = (secrets: WebhookSecrets, channel: string): string =>
  secrets[channel] ?? `local-${channel}-secret`;

/** The value of every channel's secret, by the id under which the functions look it up. */
export const webhookSecretValues = ({ functions }: System, secrets: WebhookSecrets): Map<string, string> => {
  const variables = functions.flatMap(({ environment }) => environment.CHANNELS ?? []);
  const channels = variables.flatMap((json) => channelsFromJson.parse(json));
  return new Map(
    channels.map(({ name, secretId }) => [
      secretId,
      JSON.stringify({ current: webhookSecret(secrets, name) }),
    ]),
  );
};

import { SecretValue } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { accept } from '#lib/accept.ts';
import { dataRemoval } from '#lib/data-removal.ts';
import type { ChannelSettings, RelaySettings } from '#lib/settings.ts';

/** A channel whose webhook secret is not made yet. */
export type UnsignedChannel = Omit<Channel, 'secretId'>;

type Removal = Pick<RelaySettings, 'protected'>;

/**
 * One secret per channel that sends, for what the platform knows us by: JSON `{"token": "…", "clientId": "…"}`. Only the
 * platform can give the values, so the secret is made empty and filled with the command in the stack's outputs.
 */
export class PlatformCredentials extends Construct {
  /** All of the stage's channels; `send.credentialsId` is the secret's ARN. */
  readonly channels: readonly UnsignedChannel[];

  constructor(scope: Construct, id: string, settings: Pick<RelaySettings, 'channels' | 'protected'>) {
    super(scope, id);
    this.channels = settings.channels.map((channel) => this.withCredentials(channel, settings));
  }

  /** ARN of every secret. */
  get arns(): string[] {
    return this.channels.flatMap(({ send }) => send?.credentialsId ?? []);
  }

  private withCredentials({ send, ...channel }: ChannelSettings, settings: Removal): UnsignedChannel {
    if (send === undefined) return channel;
    const secret = new Secret(this, channel.name, {
      description: `Credentials for the platform of the channel ${channel.name}`,
      // It may stand in the template, as it holds nothing. Any change to it overwrites, at the next deploy, the
      // credentials that were stored since.
      secretStringValue: SecretValue.unsafePlainText('{"token":"","clientId":""}'),
      removalPolicy: dataRemoval(settings),
    });
    accept(secret, { 'AwsSolutions-SMG4': 'The platform gives the token, and has no API to change it.' });
    return { ...channel, send: { ...send, credentialsId: secret.secretArn } };
  }
}

import { Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { accept } from '#lib/accept.ts';
import { dataRemoval } from '#lib/data-removal.ts';
import type { RelaySettings } from '#lib/settings.ts';
import type { UnsignedChannel } from './platform-credentials.ts';

export type ChannelSecretsProps = {
  readonly channels: readonly UnsignedChannel[];
  readonly settings: Pick<RelaySettings, 'protected'>;
};

/**
 * One webhook secret per channel: JSON `{"current": "…"}`, to which a rotation adds `"previous"`.
 * The first value is generated; it is shown with the command in the stack's outputs and entered at the platform.
 */
export class ChannelSecrets extends Construct {
  /** The channels as the functions see them; `secretId` is the secret's ARN. */
  readonly channels: readonly Channel[];
  /** The same as JSON, for the variable `CHANNELS`. */
  readonly channelsJson: string;
  private readonly byChannel = new Map<string, Secret>();

  constructor(scope: Construct, id: string, { channels, settings }: ChannelSecretsProps) {
    super(scope, id);
    this.channels = channels.map((channel) => {
      const secret = new Secret(this, channel.name, {
        description: `Webhook secret of the channel ${channel.name}`,
        // Any change to these three lines generates another value at the next deploy, and so breaks the webhook.
        generateSecretString: {
          secretStringTemplate: '{}',
          generateStringKey: 'current',
          excludePunctuation: true,
        },
        removalPolicy: dataRemoval(settings),
      });
      accept(secret, {
        'AwsSolutions-SMG4':
          'The platform has the same secret and no API to change it: a new one is entered there by hand, and both are accepted meanwhile.',
      });
      this.byChannel.set(channel.name, secret);
      return { ...channel, secretId: secret.secretArn };
    });
    this.channelsJson = Stack.of(this).toJsonString(this.channels);
  }

  /** @throws Error naming the channels that there are. */
  of(channel: string): Secret {
    const secret = this.byChannel.get(channel);
    if (secret) return secret;
    throw new Error(`There is no channel ${channel}, only ${[...this.byChannel.keys()].join(', ')}.`);
  }

  /** ARN of every secret. */
  get arns(): string[] {
    return this.channels.map(({ secretId }) => secretId);
  }
}

import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { ChannelSecrets } from '#lib/constructs/channel-secrets.ts';
import type { UnsignedChannel } from '#lib/constructs/platform-credentials.ts';
import { render } from '../render.ts';

const channel = (name: string): UnsignedChannel => ({
  name,
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  businessIds: ['343'],
});

describe('ChannelSecrets', () => {
  const stack = new Stack();
  const channels = [channel('haptik'), channel('haptik-uae')];
  const secrets = new ChannelSecrets(stack, 'Secrets', { channels, settings: { protected: true } });
  const template = Template.fromStack(stack);

  test('generates one secret per channel, under the key current', () => {
    template.resourceCountIs('AWS::SecretsManager::Secret', 2);
    template.allResourcesProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { SecretStringTemplate: '{}', GenerateStringKey: 'current' },
    });
  });

  test('tells the functions each channel and the ARN of its secret', () => {
    const told: unknown = JSON.parse(render(stack.resolve(secrets.channelsJson)));

    expect(told).toEqual([
      { ...channel('haptik'), secretId: '<Secretshaptik>' },
      { ...channel('haptik-uae'), secretId: '<Secretshaptikuae>' },
    ]);
    expect(secrets.arns.map((arn) => render(stack.resolve(arn)))).toEqual([
      '<Secretshaptik>',
      '<Secretshaptikuae>',
    ]);
  });
});

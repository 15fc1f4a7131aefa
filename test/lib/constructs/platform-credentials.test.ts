import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { PlatformCredentials } from '#lib/constructs/platform-credentials.ts';
import type { ChannelSettings } from '#lib/settings.ts';
import { render } from '../render.ts';

const channel = (name: string): ChannelSettings => ({
  name,
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  businessIds: 'any',
});
const send = { baseUrl: 'https://haptik.example', clientName: 'shop', askUrl: 'https://haptik.example/ask/' };

const credentialsIn = (stack: Stack, isProtected: boolean) =>
  new PlatformCredentials(stack, 'Credentials', {
    channels: [channel('silent'), { ...channel('haptik'), send }],
    protected: isProtected,
  });

describe('PlatformCredentials', () => {
  const stack = new Stack();
  const credentials = credentialsIn(stack, true);
  const template = Template.fromStack(stack);

  test('makes a secret for each channel that sends: empty, in the shape that is to be stored', () => {
    template.resourceCountIs('AWS::SecretsManager::Secret', 1);
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      SecretString: '{"token":"","clientId":""}',
    });
  });

  test('tells such a channel the ARN of its secret, and leaves the others as they are', () => {
    expect(stack.resolve(credentials.channels)).toEqual([
      channel('silent'),
      { ...channel('haptik'), send: { ...send, credentialsId: { Ref: expect.any(String) } } },
    ]);
    expect(credentials.arns.map((arn) => render(stack.resolve(arn)))).toEqual(['<Credentialshaptik>']);
  });

  test('keeps what was stored when a protected stack goes', () => {
    const removable = new Stack();
    credentialsIn(removable, false);

    template.hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'RetainExceptOnCreate' });
    Template.fromStack(removable).hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'Delete' });
  });
});

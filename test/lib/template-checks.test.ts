import { App, type Stack, Validations } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import { accept } from '#lib/accept.ts';
import { createRelayApp } from '#lib/relay-app.ts';
import { addTemplateChecks } from '#lib/template-checks.ts';
import { context } from './cdk-json.ts';
import { ownStack, relayIn } from './relay-in.ts';

type Flags = Readonly<Record<string, unknown>>;

/** Synthesises what `build` puts into a stack, with all checks. */
const synthChecked = (build: (stack: Stack) => void, flags: Flags = context): void => {
  const stack = ownStack(flags);
  build(stack);
  const { root } = stack.node;
  if (!App.isApp(root)) throw new Error('The stack is in no app.');
  addTemplateChecks(root);
  root.synth();
};

const plainFunction = (stack: Stack): LambdaFunction =>
  new LambdaFunction(stack, 'Function', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {}'),
  });

describe('addTemplateChecks', () => {
  test.each(['dev', 'prod'])('finds nothing in the stage %s', (stage) => {
    const app = createRelayApp({ context: { ...context, stage, 'aws:cdk:bundling-stacks': [] } });
    addTemplateChecks(app);

    expect(() => app.synth()).not.toThrow();
  });

  test.each<[whose: string, flags: Flags]>([
    ['our', context],
    ['no', {}],
  ])('finds nothing in a relay with all that it can have, under %s flags of the CDK', (_, flags) => {
    const build = (stack: Stack) =>
      relayIn(stack, {
        channels: [{ name: 'haptik', source: 'haptik', send: { baseUrl: 'https://haptik.example' } }],
        canary: true,
        eventBus: new EventBus(stack, 'Bus'),
        alarmEmail: 'operations@example.com',
        jwt: { issuer: 'https://id.example.com', audience: ['shop'] },
        domain: {
          name: 'relay.example.com',
          certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1',
        },
      });

    expect(() => synthChecked(build, flags)).not.toThrow();
  });

  test.each<[what: string, build: (stack: Stack) => unknown, found: string]>([
    ['what AwsSolutions calls an error', (stack) => new CfnBucket(stack, 'Bucket'), 'AwsSolutions-S1'],
    [
      'what Serverless calls an error',
      (stack) => new CfnQueue(stack, 'Queue'),
      'Serverless-SQSRedrivePolicy',
    ],
    ['what cdk-nag calls a warning', plainFunction, 'tracing'],
    [
      'a warning that is left when all errors beside it were acknowledged',
      (stack) => {
        const errors = ['LambdaDLQ', 'LambdaDefaultMemorySize', 'LambdaDefaultTimeout', 'LambdaLogging'];
        Validations.of(plainFunction(stack)).acknowledge(
          ...errors.map((rule) => ({ id: `Serverless::Serverless-${rule}`, reason: 'It is an example.' })),
          {
            id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
            reason: 'x',
          },
        );
      },
      'tracing',
    ],
    [
      'what CloudFormation does not take',
      (stack) => new CfnQueue(stack, 'Queue', { visibilityTimeout: 43_201 }),
      '43201',
    ],
  ])('refuses %s', (_, build, found) => {
    expect(() => synthChecked((stack) => void build(stack))).toThrow(found);
  });

  test('takes a reason', () => {
    const build = (stack: Stack) =>
      accept(new CfnBucket(stack, 'Bucket'), {
        'AwsSolutions-S1': 'Nobody reads it.',
        'AwsSolutions-S2': 'It is empty.',
        'AwsSolutions-S10': 'It is empty.',
      });

    expect(() => synthChecked(build)).not.toThrow();
  });
});

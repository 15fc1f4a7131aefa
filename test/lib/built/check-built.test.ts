import { Duration, Fn, Validations } from 'aws-cdk-lib';
import { Alarm, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import {
  Effect,
  ManagedPolicy,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import type { HaptikRelay } from '#lib/haptik-relay.ts';
import { addFunction, addWatchedFunction, type Change, override, synthWith, without } from './changes.ts';

const feed = (relay: HaptikRelay, visibilityTimeout: Duration): void => {
  const { queueArn: eventSourceArn } = new Queue(relay, 'Letters', { visibilityTimeout });
  new EventSourceMapping(relay, 'Letting', { target: addWatchedFunction(relay), eventSourceArn });
};

const channel = { name: 'haptik', source: 'haptik', signatureHeader: 'X-Hub-Signature', businessIds: 'any' };

const tellOf = (...channels: object[]): Change =>
  override('Ingest/Function', 'Environment.Variables.CHANNELS', JSON.stringify(channels));

/** Adds a function whose variables are so many bytes of JSON, of which a reference is its logical id and 80 more. */
const addTold = (relay: HaptikRelay, bytes: number): void => {
  const added = addWatchedFunction(relay);
  const others = '{"ARN":"Queue","REST":""}'.length + 80 + Buffer.byteLength('\\"ü');
  added.addEnvironment('ARN', Fn.getAtt('Queue', 'Arn').toString());
  added.addEnvironment('REST', `"ü${'x'.repeat(bytes - others)}`);
};

const lambda = new ServicePrincipal('lambda.amazonaws.com');

const allow = (actions: string[], resources: string[]) => new PolicyStatement({ actions, resources });

const addRole = (relay: HaptikRelay, ...statements: PolicyStatement[]): Role =>
  new Role(relay, 'Mine', {
    assumedBy: lambda,
    inlinePolicies: { mine: new PolicyDocument({ statements }) },
  });

type Refusal = [what: string, change: Change, message: string];

const refusals: Refusal[] = [
  [
    'a FIFO queue with a standard dead-letter queue',
    without('Events/DeadLetters', 'FifoQueue'),
    'own/Relay/Events/Queue/Resource is a FIFO queue and its dead-letter queue own/Relay/Events/DeadLetters/Resource is a standard queue, which SQS refuses: make both FIFO, as order is kept.',
  ],
  [
    'a standard queue with a FIFO dead-letter queue',
    without('Outbox/Queue', 'FifoQueue'),
    'own/Relay/Outbox/Queue/Resource is a standard queue and its dead-letter queue own/Relay/Outbox/DeadLetters/Resource is a FIFO queue',
  ],
  [
    'a visibility below six times the time-out of the function that it feeds',
    override('Events/Queue', 'VisibilityTimeout', 59),
    "own/Relay/Events/Queue/Resource lends a message out for 59 s, but own/Relay/Persist/Function/Resource may run 10 s and needs six times that: raise the queue's visibility time-out to 60 s or lower the function's time-out.",
  ],
  [
    'a function that may run longer than its queue allows for',
    override('Send/Function', 'Timeout', 61),
    "own/Relay/Send/Function/Resource may run 61 s and needs six times that: raise the queue's visibility time-out to 366 s",
  ],
  [
    'a queue of somebody’s own that lends messages out for too short',
    (relay) => feed(relay, Duration.seconds(29)),
    'own/Relay/Letters/Resource lends a message out for 29 s, but own/Relay/Own/Resource may run 5 s',
  ],
  [
    'less than twelve hours of receives',
    override('Events/Queue', 'RedrivePolicy.maxReceiveCount', 719),
    'own/Relay/Events/Queue/Resource gives a message up after 43140 s of receives, and an outage may last 12 hours: raise its maxReceiveCount to 720.',
  ],
  [
    'another TTL attribute than the functions write',
    override('Table', 'TimeToLiveSpecification.AttributeName', 'ttl'),
    'own/Relay/Table/Resource expires items by ttl, but the functions write expireAt, so that nothing would be deleted: set its TTL attribute to expireAt.',
  ],
  [
    'a TTL that is switched off',
    override('Table', 'TimeToLiveSpecification.Enabled', false),
    'own/Relay/Table/Resource expires items by no attribute',
  ],
  ['a table without TTL', without('Table', 'TimeToLiveSpecification'), 'expires items by no attribute'],
  [
    'objects that go before the events that point to them',
    override('Bucket', 'LifecycleConfiguration.Rules.0.ExpirationInDays', 7),
    'own/Relay/Bucket/Resource keeps objects 7 days, but own/Relay/Persist/Function/Resource keeps the events that point to them 365 days: give both the retentionDays of the settings.',
  ],
  [
    'a channel without a secret',
    tellOf(channel),
    "own/Relay/Ingest/Function/Resource knows the channel haptik without a webhook secret, so that anybody's deliveries would count: make it by ChannelSecrets, which generates one.",
  ],
  ['a channel whose secret has no name', tellOf({ ...channel, secretId: '' }), 'the channel haptik without'],
  [
    'a channel whose secret is empty',
    without('Secrets/haptik', 'GenerateSecretString'),
    'knows the channel haptik without a webhook secret',
  ],
  [
    'a function without an alarm',
    (relay) => void addFunction(relay),
    'No alarm looks at own/Relay/Own/Resource: add one on its metric Errors, or on another that it has under its FunctionName.',
  ],
  [
    'a function that is told more than Lambda takes',
    (relay) => addTold(relay, 4097),
    'own/Relay/Own/Resource has about 4097 bytes of variables, and Lambda takes 4096: configure fewer channels or fewer business ids, which are told in CHANNELS, or make it two relays.',
  ],
  [
    'a wildcard in an action',
    (relay) => void addRole(relay, allow(['s3:Get*'], ['arn:aws:s3:::a/b'])),
    "own/Relay/Mine/Resource allows more than one can see, AwsSolutions-IAM5[Action::s3:Get*], for no written reason: name the actions and ARNs, or say why with Validations.of(<the role>).acknowledge({ id: 'AwsSolutions-IAM5[Action::s3:Get*]', reason: '…' }).",
  ],
  [
    'a wildcard in a resource',
    (relay) => void addRole(relay, allow(['s3:GetObject'], ['*'])),
    'own/Relay/Mine/Resource allows more than one can see, AwsSolutions-IAM5[Resource::*], for no written reason',
  ],
  [
    'a wildcard behind a reference',
    (relay) => void addRole(relay, allow(['s3:GetObject'], [relay.bucket.arnForObjects('*')])),
    '.Arn>/*], for no written reason',
  ],
  [
    'all actions but some',
    (relay) => void addRole(relay, new PolicyStatement({ notActions: ['s3:GetObject'], resources: ['arn'] })),
    'AwsSolutions-IAM5[NotAction::s3:GetObject], for no written reason',
  ],
  [
    'all resources but some',
    (relay) => void addRole(relay, new PolicyStatement({ actions: ['s3:GetObject'], notResources: ['arn'] })),
    'AwsSolutions-IAM5[NotResource::arn], for no written reason',
  ],
  [
    'a wildcard in a policy of one’s own',
    (relay) =>
      void new ManagedPolicy(relay, 'Policy', {
        statements: [allow(['sqs:SendMessage'], ['arn:aws:sqs:*'])],
      }),
    'own/Relay/Policy/Resource allows more than one can see, AwsSolutions-IAM5[Resource::arn:aws:sqs:*]',
  ],
  [
    'what a grant adds to a function’s role',
    (relay) => {
      relay.bucket.grantRead(addWatchedFunction(relay));
    },
    'own/Relay/OwnRole/DefaultPolicy/Resource allows more than one can see, AwsSolutions-IAM5[Action::s3:GetObject*]',
  ],
];

describe('synthesis', () => {
  test.each(refusals)('refuses %s', (_, change, message) => {
    expect(() => synthWith(change)).toThrow(message);
  });

  test('tells of everything at once, each once', () => {
    const change: Change = (relay) => {
      without('Events/DeadLetters', 'FifoQueue')(relay);
      without('Table', 'TimeToLiveSpecification')(relay);
    };

    expect(() => synthWith(change)).toThrow(/SQS refuses(?![\s\S]*SQS refuses)[\s\S]*no attribute/);
  });

  test.each<[what: string, change: Change]>([
    ['nothing', () => {}],
    ['a queue that lends out just long enough', (relay) => feed(relay, Duration.seconds(30))],
    ['exactly twelve hours of receives', override('Events/Queue', 'RedrivePolicy.maxReceiveCount', 720)],
    ['a function that is told just as much as Lambda takes', (relay) => addTold(relay, 4096)],
    ['a secret that is made elsewhere', tellOf({ ...channel, secretId: 'arn:aws:secretsmanager:x' })],
    [
      'a function that is watched by a formula',
      (relay) => {
        const metric = new MathExpression({
          expression: 'e * 2',
          usingMetrics: { e: addFunction(relay).metricErrors() },
        });
        new Alarm(relay, 'Twice', { metric, threshold: 1, evaluationPeriods: 1 });
      },
    ],
    [
      'a wildcard in what is denied',
      (relay) =>
        void addRole(relay, new PolicyStatement({ effect: Effect.DENY, actions: ['*'], resources: ['*'] })),
    ],
    [
      'a wildcard with its reason',
      (relay) => {
        const role = addRole(relay, allow(['s3:Get*'], ['*']));
        Validations.of(role).acknowledge(
          { id: 'AwsSolutions-IAM5[Action::s3:Get*]', reason: 'It reads whatever there is.' },
          { id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]', reason: 'It reads everything.' },
        );
      },
    ],
    [
      'what somebody else may do with the relay',
      (relay) => {
        relay.bucket.grantRead(new Role(relay.node.scope ?? relay, 'Reader', { assumedBy: lambda }));
      },
    ],
  ])('accepts %s', (_, change) => {
    expect(() => synthWith(change)).not.toThrow();
  });

  test('takes an empty reason for none', () => {
    const change: Change = (relay) => {
      const role = addRole(relay, allow(['s3:GetObject'], ['*']));
      Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: ' ' });
    };

    expect(() => synthWith(change)).toThrow('for no written reason');
  });
});

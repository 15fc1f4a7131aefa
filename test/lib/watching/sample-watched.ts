import type { Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { ChannelSettings } from '#lib/settings.ts';
import type { Watched } from '#lib/watching/watched.ts';

const channel = (name: string): ChannelSettings => ({
  name,
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  businessIds: 'any',
});

const functionIn = (stack: Stack, name: string): LambdaFunction =>
  new LambdaFunction(stack, `Function${name}`, {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = async () => {};'),
    logGroup: new LogGroup(stack, `Logs${name}`),
  });

/** A relay as far as it is watched: a channel `one` that receives, and `two` that sends too. */
export const sampleWatched = (stack: Stack): Watched => ({
  settings: {
    channels: [channel('one'), { ...channel('two'), send: { baseUrl: 'https://haptik.example' } }],
    silentAfterHours: 6,
    accountConcurrency: 1000,
  },
  functions: {
    ingest: functionIn(stack, 'Ingest'),
    persist: functionIn(stack, 'Persist'),
    send: functionIn(stack, 'Send'),
    api: functionIn(stack, 'Api'),
    watch: functionIn(stack, 'Watch'),
    widget: functionIn(stack, 'Widget'),
  },
  httpApi: new HttpApi(stack, 'HttpApi'),
  events: { queue: new Queue(stack, 'Events'), deadLetters: new Queue(stack, 'EventsDead') },
  outbox: { queue: new Queue(stack, 'Outbox'), deadLetters: new Queue(stack, 'OutboxDead') },
  table: new Table(stack, 'Table', { partitionKey: { name: 'pk', type: AttributeType.STRING } }),
});

import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  EventSourceMapping,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ApiEnv } from '#functions/api/env.ts';
import type { IngestEnv } from '#functions/ingest/env.ts';
import type { PersistEnv } from '#functions/persist/env.ts';
import type { SendEnv } from '#functions/send/env.ts';
import type { WatchEnv } from '#functions/watch/env.ts';
import type { WidgetEnv } from '#functions/widget/env.ts';
import { accept } from '#lib/accept.ts';
import { bundling } from '#lib/bundling/bundling.ts';
import type { FunctionLimits } from '#lib/limits.ts';
import { logRetention } from '#lib/log-retention.ts';
import type { RelaySettings } from '#lib/settings.ts';
import { explainWildcard, type Wildcard } from '#lib/wildcard.ts';
import type { BucketFolder, RelayBucket } from './relay-bucket.ts';

/** The time scale is for a developer's machine: deployed, time runs as it does. */
type Deployed<Env> = Omit<Env, 'RELAY_TIME_SCALE'>;

/** The functions, each with the variables that it demands. */
type Environments = {
  Ingest: IngestEnv;
  Persist: PersistEnv;
  Send: Deployed<SendEnv>;
  Api: Deployed<ApiEnv>;
  Watch: Deployed<WatchEnv>;
  Widget: WidgetEnv;
};

/** How many messages come at once, and in how many batches at once, 2 to 1,000. */
export type ConsumeProps = { readonly batchSize: number; readonly maxConcurrency: number };

export type RelayFunctionProps<Id extends keyof Environments> = {
  readonly environment: Environments[Id];
  readonly limits: FunctionLimits;
  readonly settings: Pick<RelaySettings, 'logLevel' | 'logRetentionDays'>;
};

const projectRoot = join(import.meta.dirname, '../..');

/** Why no place is kept for asynchronous invocations that failed. */
const notAsynchronous =
  'Nothing that could be lost is invoked asynchronously: callers and queues wait for the answer, and what a scheduled run left undone is done by the next.';

/**
 * The function of the folder below `functions/` that its id names. It may write its own logs, and nothing else
 * until `may` says so.
 */
export class RelayFunction<Id extends keyof Environments> extends Construct {
  readonly function: NodejsFunction;
  private readonly role: Role;

  constructor(scope: Construct, id: Id, props: RelayFunctionProps<Id>) {
    super(scope, id);
    const { environment, limits, settings } = props;
    const name = id.toLowerCase();
    const logGroup = new LogGroup(this, 'Logs', {
      retention: logRetention(settings.logRetentionDays),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.function = new NodejsFunction(this, 'Function', {
      entry: join(projectRoot, `functions/${name}/handler.ts`),
      // Else the CDK takes the folder that it runs in, which is another app's where that uses HaptikRelay.
      projectRoot,
      depsLockFilePath: join(projectRoot, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: limits.memoryMb,
      timeout: Duration.seconds(limits.timeoutSeconds),
      bundling,
      role: this.role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      // Only the system's own lines: Lambda counts metric lines as INFO, so a filter on ours would drop them.
      systemLogLevelV2: SystemLogLevel[settings.logLevel],
      environment: {
        ...environment,
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: 'HaptikRelay',
        POWERTOOLS_LOG_LEVEL: settings.logLevel,
      },
    });
    accept(this.function, {
      'Serverless-LambdaDLQ': notAsynchronous,
      'Serverless-LambdaTracing':
        'One delivery id leads from the request to the item in every metric and log line, whatever is sampled; the X-Ray SDK is near its end of support.',
    });
    this.may(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
  }

  /** Allows these actions on these ARNs; nothing where there are none. Synthesis refuses a wildcard without a reason. */
  may(actions: string[], ...allowed: (string | Wildcard)[]): void {
    // A statement without resources is refused at deployment.
    if (allowed.length === 0) return;
    const resources = allowed.map((resource) => (typeof resource === 'string' ? resource : resource.arn));
    this.role.addToPolicy(new PolicyStatement({ actions, resources }));
    for (const resource of allowed) if (typeof resource !== 'string') explainWildcard(this.role, resource);
  }

  /** Allows actions that AWS grants on everything or not at all; the reason, a sentence, stands in the template. */
  mayEverywhere(actions: string[], reason: string): void {
    this.may(actions, { arn: '*', reason });
  }

  /** Allows listing one folder of the bucket. Without it S3 says of a missing object there that it may not be read. */
  mayList(bucket: RelayBucket, folder: BucketFolder): void {
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['s3:ListBucket'],
        resources: [bucket.bucketArn],
        conditions: { StringLike: { 's3:prefix': `${folder}/*` } },
      }),
    );
  }

  /**
   * Runs this function again and again, and never a missed or failed run later: the next one does the same work. Left
   * to themselves EventBridge and Lambda would retry for hours, and such runs would pile up behind those on time. A
   * concurrency of one is not reserved for it: that fails in accounts with a small quota.
   */
  runEvery(interval: Duration): void {
    this.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: interval });
    accept(this.function, { 'Serverless-LambdaAsyncFailureDestination': notAsynchronous });
    const rule = new Rule(this, 'Schedule', {
      schedule: Schedule.rate(interval),
      targets: [new LambdaFunction(this.function, { retryAttempts: 0 })],
    });
    accept(rule, { 'Serverless-EventBusDLQ': notAsynchronous });
  }

  /** Feeds the queue's messages to this function; it answers which of a batch failed. */
  consume(queue: IQueue, { batchSize, maxConcurrency }: ConsumeProps): void {
    this.may(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queue.queueArn);
    const source = new EventSourceMapping(this, 'Source', {
      target: this.function,
      eventSourceArn: queue.queueArn,
      batchSize,
      reportBatchItemFailures: true,
      maxConcurrency,
    });
    accept(source, {
      'Serverless-LambdaEventSourceMappingDestination':
        'Lambda knows no such destination for SQS: what fails stays in the queue, which has a dead-letter queue.',
    });
  }
}

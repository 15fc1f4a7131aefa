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
import { bundling } from '#lib/bundling/bundling.ts';
import type { FunctionLimits } from '#lib/limits.ts';
import { logRetention } from '#lib/log-retention.ts';
import type { RelaySettings } from '#lib/settings.ts';
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
};

/** How many messages come at once, and in how many batches at once, 2 to 1,000. */
export type ConsumeProps = { readonly batchSize: number; readonly maxConcurrency: number };

export type RelayFunctionProps<Id extends keyof Environments> = {
  readonly environment: Environments[Id];
  readonly limits: FunctionLimits;
  readonly settings: Pick<RelaySettings, 'logLevel' | 'logRetentionDays'>;
};

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
      entry: join(import.meta.dirname, `../../functions/${name}/handler.ts`),
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
    this.may(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
  }

  /** Allows these actions on these ARNs; nothing where there are none. */
  may(actions: string[], ...resources: string[]): void {
    // A statement without resources is refused at deployment.
    if (resources.length === 0) return;
    this.role.addToPolicy(new PolicyStatement({ actions, resources }));
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
    new Rule(this, 'Schedule', {
      schedule: Schedule.rate(interval),
      targets: [new LambdaFunction(this.function, { retryAttempts: 0 })],
    });
  }

  /** Feeds the queue's messages to this function; it answers which of a batch failed. */
  consume(queue: IQueue, { batchSize, maxConcurrency }: ConsumeProps): void {
    this.may(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], queue.queueArn);
    new EventSourceMapping(this, 'Source', {
      target: this.function,
      eventSourceArn: queue.queueArn,
      batchSize,
      reportBatchItemFailures: true,
      maxConcurrency,
    });
  }
}

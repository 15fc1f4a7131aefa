import { Duration } from 'aws-cdk-lib';
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  QueueEncryption,
  type QueueProps,
} from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { accept } from '#lib/accept.ts';
import { dataRemoval } from '#lib/data-removal.ts';
import type { QueueLimits } from '#lib/limits.ts';
import type { RelaySettings } from '#lib/settings.ts';

export type RelayQueueProps = {
  readonly limits: QueueLimits;
  readonly settings: Pick<RelaySettings, 'protected'>;
};

/** A FIFO queue in high-throughput mode, and the queue for what ran out of tries. */
export class RelayQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { limits, settings }: RelayQueueProps) {
    super(scope, id);
    const defaults: QueueProps = {
      fifo: true,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(limits.retentionDays),
      removalPolicy: dataRemoval(settings),
    };
    this.deadLetters = new Queue(this, 'DeadLetters', defaults);
    accept(this.deadLetters, {
      'Serverless-SQSRedrivePolicy':
        'Here is where dead letters end: an alarm rings, and a redrive puts them back.',
    });
    this.queue = new Queue(this, 'Queue', {
      ...defaults,
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      visibilityTimeout: Duration.seconds(limits.visibilitySeconds),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: limits.maxReceiveCount },
    });
  }

  get arn(): string {
    return this.queue.queueArn;
  }

  get url(): string {
    return this.queue.queueUrl;
  }
}

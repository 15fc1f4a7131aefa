import { Duration } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { accept } from '#lib/accept.ts';
import { dataRemoval } from '#lib/data-removal.ts';
import type { RelaySettings } from '#lib/settings.ts';
import type { Wildcard } from '#lib/wildcard.ts';

export type BucketFolder = 'quarantine' | 'spill' | 'large' | 'content' | 'uploads' | 'dead';

/**
 * Keeps what does not fit elsewhere:
 * - `quarantine/`: deliveries that are authentic and were not understood, raw
 * - `spill/`: queue messages that the queue did not take; `watch` puts them back
 * - `large/`: bodies of deliveries that are too large for the queue
 * - `content/`: contents of events that are too large for the table
 * - `uploads/`: files that are sent to a platform
 * - `dead/`: records and messages that we cannot handle, with the reason
 *
 * Never emptied by the stack: `autoDeleteObjects` would add a Lambda function and a role that may delete every
 * object. Before `cdk destroy` of a stage that is not protected, empty the bucket by hand.
 */
export class RelayBucket extends Bucket {
  constructor(scope: Construct, id: string, settings: Pick<RelaySettings, 'protected' | 'retentionDays'>) {
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      lifecycleRules: [
        {
          expiration: Duration.days(settings.retentionDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      removalPolicy: dataRemoval(settings),
    });
    accept(this, {
      'AwsSolutions-S1':
        'Our functions alone use the bucket, and log what they do with it; access logs would need a second bucket and keep longer what is to be forgotten.',
    });
  }

  /** A folder's objects. */
  objectsIn(folder: BucketFolder): Wildcard {
    return {
      arn: this.arnForObjects(`${folder}/*`),
      reason: `Every object of ${folder}/ is named when it is written.`,
    };
  }
}

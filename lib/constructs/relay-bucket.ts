import { Duration } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { dataRemoval } from '#lib/data-removal.ts';
import type { RelaySettings } from '#lib/settings.ts';

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
  }

  /** ARN of a folder's objects. It ends in a wildcard, as every object is named when it is written. */
  objectsIn(folder: BucketFolder): string {
    return this.arnForObjects(`${folder}/*`);
  }
}

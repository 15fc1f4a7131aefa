import { Duration } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { dataRemoval } from '#lib/data-removal.ts';
import type { Stage } from '#lib/stage.ts';

/**
 * Keeps what does not fit the table: `quarantine/` and `dead/`.
 *
 * Never emptied by the stack: `autoDeleteObjects` would add a Lambda function and a role that may delete every
 * object. Before `cdk destroy` of a stage that is not protected, empty the bucket by hand.
 */
export class RelayBucket extends Bucket {
  constructor(scope: Construct, id: string, stage: Pick<Stage, 'protected' | 'retentionDays'>) {
    super(scope, id, {
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      lifecycleRules: [
        {
          expiration: Duration.days(stage.retentionDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      removalPolicy: dataRemoval(stage),
    });
  }

  /** ARN of a folder's objects. It ends in a wildcard, as every object is named when it is written. */
  objectsIn(folder: 'quarantine' | 'dead'): string {
    return this.arnForObjects(`${folder}/*`);
  }
}

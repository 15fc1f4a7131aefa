import { Match } from 'aws-cdk-lib/assertions';
import { describe, test } from 'vitest';
import { RelayBucket } from '#lib/constructs/relay-bucket.ts';
import { inStack } from './in-stack.ts';

const bucketIn = (isProtected: boolean) =>
  inStack((stack) => void new RelayBucket(stack, 'Bucket', { protected: isProtected, retentionDays: 30 }));

describe('RelayBucket', () => {
  const removable = bucketIn(false);

  test('is encrypted and closed to the public', () => {
    removable.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  test('expires every object after the retention', () => {
    removable.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [
          {
            ExpirationInDays: 30,
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            Status: 'Enabled',
            Prefix: Match.absent(),
          },
        ],
      },
    });
  });

  test('refuses requests without TLS', () => {
    removable.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ],
      },
    });
  });

  test('brings no function along that could empty it', () => {
    removable.resourceCountIs('AWS::Lambda::Function', 0);
  });

  test('stays when a protected stack goes, unless it was only just made', () => {
    bucketIn(true).hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    removable.hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
  });
});

import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { dataRemoval } from '#lib/data-removal.ts';
import type { Stage } from '#lib/stage.ts';

/** The one table. `bySeq` reads a conversation in commit order, `recent` finds the active ones. */
export class RelayTable extends Table {
  constructor(scope: Construct, id: string, stage: Pick<Stage, 'protected'>) {
    super(scope, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: 'expireAt',
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: stage.protected,
      removalPolicy: dataRemoval(stage),
    });
    // Local, as only a local index can be read consistently, which the change feed needs.
    this.addLocalSecondaryIndex({
      indexName: 'bySeq',
      sortKey: { name: 'seq', type: AttributeType.NUMBER },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.addGlobalSecondaryIndex({
      indexName: 'recent',
      partitionKey: { name: 'recentShard', type: AttributeType.STRING },
      sortKey: { name: 'recentAt', type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }

  /** ARN of each index, by name. */
  get indexArns(): string[] {
    return ['bySeq', 'recent'].map((name) => `${this.tableArn}/index/${name}`);
  }
}

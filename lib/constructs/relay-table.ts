import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { RelaySettings } from '#lib/settings.ts';
import { ttlAttribute } from '#lib/ttl-attribute.ts';

/** Local ones, as only a local index can be read consistently: the change feed and the outbox need that. */
const localIndexes = {
  bySeq: { name: 'seq', type: AttributeType.NUMBER },
  inLane: { name: 'place', type: AttributeType.STRING },
} as const;

const globalIndexes = {
  recent: ['recentShard', 'recentAt'],
  unfinished: ['unfinishedShard', 'unfinishedAt'],
} as const;

const projectionType = ProjectionType.KEYS_ONLY;

type IndexName = keyof typeof localIndexes | keyof typeof globalIndexes;

export type RelayTableProps = Pick<RelaySettings, 'protected'> & {
  /** Whether changes can be read as they come. */
  readonly streamed: boolean;
};

/**
 * The one table. `bySeq` reads a conversation in commit order, `recent` finds the active ones; `inLane` reads a user's
 * commands in their turn, `unfinished` finds those that are not sent.
 */
export class RelayTable extends Table {
  constructor(scope: Construct, id: string, { streamed, ...settings }: RelayTableProps) {
    super(scope, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      timeToLiveAttribute: ttlAttribute,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: settings.protected,
      ...(streamed && { stream: StreamViewType.NEW_IMAGE }),
      // Unlike the other data it stays when the deployment that made it fails: DynamoDB would refuse to delete it, and the
      // way back would fail as well.
      removalPolicy: settings.protected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    for (const [indexName, sortKey] of Object.entries(localIndexes)) {
      this.addLocalSecondaryIndex({ indexName, sortKey, projectionType });
    }
    for (const [indexName, [shard, at]] of Object.entries(globalIndexes)) {
      this.addGlobalSecondaryIndex({
        indexName,
        partitionKey: { name: shard, type: AttributeType.STRING },
        sortKey: { name: at, type: AttributeType.STRING },
        projectionType,
      });
    }
  }

  indexArn(name: IndexName): string {
    return `${this.tableArn}/index/${name}`;
  }

  /** ARN of each index. */
  get indexArns(): string[] {
    return Object.keys({ ...localIndexes, ...globalIndexes }).map((name) => `${this.tableArn}/index/${name}`);
  }
}

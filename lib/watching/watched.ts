import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { RelaySettings } from '#lib/settings.ts';

/** The functions that are watched: themselves, not an alias, whose name CloudWatch counts apart. */
export type WatchedFunctions = Readonly<
  Record<'ingest' | 'persist' | 'send' | 'api' | 'watch' | 'widget', LambdaFunction>
>;

type WatchedQueue = { readonly queue: IQueue; readonly deadLetters: IQueue };

/** What of the relay has figures. */
export type Watched = {
  readonly settings: Pick<RelaySettings, 'channels' | 'silentAfterHours' | 'accountConcurrency'>;
  readonly functions: WatchedFunctions;
  readonly httpApi: HttpApi;
  readonly events: WatchedQueue;
  readonly outbox: WatchedQueue;
  readonly table: Table;
};

/** Indexes of the table that DynamoDB counts apart from it. */
export const globalIndexes = ['recent', 'unfinished'] as const;

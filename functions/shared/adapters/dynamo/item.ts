import type { AttributeValue } from '@aws-sdk/client-dynamodb';

/** A row as DynamoDB's API writes it. */
export type Item = Record<string, AttributeValue>;

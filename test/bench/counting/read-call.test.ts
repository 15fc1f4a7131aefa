import { describe, expect, test } from 'vitest';
import { readCall } from '../../../bench/counting/read-call.ts';

const target = (name: string) => ({ headers: { 'x-amz-target': name } });

describe('readCall', () => {
  test('counts the units that a write of DynamoDB consumed, those of its indexes apart', () => {
    const answered = JSON.stringify({
      ConsumedCapacity: [
        {
          TableName: 'table',
          CapacityUnits: 7,
          LocalSecondaryIndexes: { bySeq: { CapacityUnits: 1 } },
          GlobalSecondaryIndexes: { recent: { CapacityUnits: 2 } },
        },
      ],
    });

    const done = readCall('dynamodb', target('DynamoDB_20120810.TransactWriteItems'), {
      asked: '{}',
      answered,
    });

    expect(done).toEqual({
      'dynamodb:TransactWriteItems': 1,
      'table write units': 4,
      'index write units': 3,
    });
  });

  test('counts the units that a read of DynamoDB consumed, wherever', () => {
    const answered = JSON.stringify({
      ConsumedCapacity: { CapacityUnits: 0.5, GlobalSecondaryIndexes: { recent: { CapacityUnits: 0.5 } } },
    });

    const done = readCall('dynamodb', target('DynamoDB_20120810.Query'), { asked: '{}', answered });

    expect(done).toEqual({ 'dynamodb:Query': 1, 'read units': 0.5 });
  });

  test('counts a refused call of DynamoDB as a call', () => {
    const done = readCall('dynamodb', target('DynamoDB_20120810.GetItem'), {
      asked: '{}',
      answered: '{"__type":"AccessDeniedException"}',
    });

    expect(done).toEqual({ 'dynamodb:GetItem': 1, 'read units': 0 });
  });

  test('counts the metrics that CloudWatch is asked for', () => {
    const asked = JSON.stringify({ MetricDataQueries: [{ Id: 'm0' }, { Id: 'm1' }, { Id: 'm2' }] });

    const done = readCall('cloudwatch', target('GraniteServiceVersion20100801.GetMetricData'), {
      asked,
      answered: '{}',
    });

    expect(done).toEqual({ 'cloudwatch:GetMetricData': 1, 'metrics read': 3 });
  });

  test('tells listings of the bucket from objects', () => {
    const request = { method: 'GET', url: '/bucket?list-type=2&prefix=spill%2F', headers: {} };

    const done = readCall('s3', request, { asked: '', answered: '<?xml version="1.0"?>' });

    expect(done).toEqual({ 's3:GET bucket': 1 });
  });
});

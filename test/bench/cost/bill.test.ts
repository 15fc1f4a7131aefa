import { describe, expect, test } from 'vitest';
import { billOf } from '../../../bench/cost/bill.ts';

const memoryMb = { ingest: 512, watch: 1024 };

describe('billOf', () => {
  test.each([
    ['sqs:SendMessage', { queueRequest: 2 }],
    ['sqs:DeleteMessageBatch', { queueRequest: 2 }],
    ['table write units', { writeUnit: 2 }],
    ['index write units', { writeUnit: 2 }],
    ['read units', { readUnit: 2 }],
    ['s3:GET bucket', { listRequest: 2 }],
    ['secretsmanager:GetSecretValue', { secretRead: 2 }],
    ['metrics read', { metricRead: 2 }],
    ['bytes of functions', { logByte: 2 }],
    ['bytes of the access log', { logByte: 2 }],
    ['bytes of answers', { byteOut: 2 }],
    ['dynamodb:TransactWriteItems', {}],
    ['cloudwatch:GetMetricData', {}],
  ])('takes %s for %o', (what, usage) => {
    const billed = billOf({ somebody: { [what]: 2 } }, {});

    expect(billed).toEqual(usage);
  });

  test('adds what several functions did', () => {
    const billed = billOf({ ingest: { 'sqs:SendMessage': 1 }, poller: { 'sqs:ReceiveMessage': 0.1 } }, {});

    expect(billed).toEqual({ queueRequest: 1.1 });
  });

  test('takes an invocation for a request, and for its memory and the time it is taken to last', () => {
    const billed = billOf({ ingest: { invocations: 4 }, watch: { invocations: 1 } }, memoryMb);

    expect(billed).toEqual({ lambdaRequest: 5, lambdaGbSecond: 4 * 0.5 * 0.01 + 0.5 });
  });

  test('takes a request of the HTTP API for its answer too, with headers', () => {
    const billed = billOf({ 'API Gateway': { requests: 2, 'bytes of answers': 100 } }, {});

    expect(billed).toEqual({ httpRequest: 2, byteOut: 600 });
  });

  test('refuses what it knows no price for', () => {
    const bill = () => billOf({ persist: { 'kinesis:PutRecord': 1 } }, {});

    expect(bill).toThrow('bench/cost/bill.ts does not know what "kinesis:PutRecord" costs.');
  });

  test('refuses an invocation of which it does not know how long it lasts', () => {
    const bill = () => billOf({ widget: { invocations: 1 } }, { widget: 512 });

    expect(bill).toThrow('bench/cost/assumptions.ts does not know how long widget takes.');
  });
});

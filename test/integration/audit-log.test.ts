import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { createAuditLog } from '#functions/shared/adapters/dynamo/audit-log.ts';
import { expiryAfter } from '#functions/shared/adapters/dynamo/expiry.ts';
import type { Audit } from '#functions/shared/domain/audit.ts';
import { useEmulators } from '#test/support/emulators.ts';
import { createMemoryAudit } from '#test/support/memory-audit.ts';
import { someTime } from '#test/support/samples.ts';

const { createTable, dynamodb } = await useEmulators();

type Open = (clock: () => number) => Promise<Audit>;

const logs: [string, Open][] = [
  ['in memory', async (clock) => createMemoryAudit(clock, 'widget')],
  [
    'in the table',
    async (clock) => {
      const table = { client: new DynamoDBClient(dynamodb), tableName: await createTable('relay') };
      return createAuditLog({ ...table, expiry: expiryAfter(30), clock }, 'widget');
    },
  ],
];

const nextDay = someTime + 86_400_000;

describe.each(logs)('an audit log %s', (_, open) => {
  test('tells what was done on a day, oldest first, however much in one millisecond', async () => {
    let now = someTime;
    const audit = await open(() => now);
    await audit.note({ action: 'retry', channel: 'haptik', what: 'haptik:u-1:01' });
    await audit.note({ action: 'redrive', what: '3 of 3' });
    now = nextDay;
    await audit.note({ action: 'enable', channel: 'haptik', what: 'business any' });

    const [first, second, ...more] = await audit.onDay(someTime, 10);

    expect(more).toEqual([]);
    expect([first, second]).toEqual(
      expect.arrayContaining([
        { at: someTime, action: 'retry', door: 'widget', channel: 'haptik', what: 'haptik:u-1:01' },
        { at: someTime, action: 'redrive', door: 'widget', what: '3 of 3' },
      ]),
    );
    expect(await audit.onDay(nextDay, 10)).toMatchObject([{ action: 'enable' }]);
    expect(await audit.onDay(someTime, 1)).toHaveLength(1);
  });
});

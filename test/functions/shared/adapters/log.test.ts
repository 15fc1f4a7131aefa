import { expect, test, vi } from 'vitest';
import { createInvocationIds } from '#functions/shared/adapters/invocation-ids.ts';
import { createLog } from '#functions/shared/adapters/log.ts';

// Powertools writes with a console of its own, straight to standard error.
const linesOf = (write: () => void): string => {
  const written: string[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    written.push(String(chunk));
    return true;
  });
  write();
  spy.mockRestore();
  return written.join('');
};

test('a log line tells an error down its causes, and none of what hangs on them', () => {
  const cause = Object.assign(new Error('cancelled'), {
    CancellationReasons: [{ Item: { text: 'private' } }],
  });
  const error = new TypeError('failed', { cause });

  const line = linesOf(() => {
    createLog().error('A record cannot be handled.', { recordId: 'r-1' }, error);
  });

  expect(JSON.parse(line)).toMatchObject({
    level: 'ERROR',
    message: 'A record cannot be handled.',
    recordId: 'r-1',
    error: { name: 'TypeError', message: 'failed', cause: { name: 'Error', message: 'cancelled' } },
  });
  expect(line).not.toContain('private');
});

test('a log line tells what was thrown without being an error', () => {
  const line = linesOf(() => {
    createLog().error('m', {}, 'thrown text');
  });

  expect(JSON.parse(line)).toMatchObject({ error: { name: 'unknown', message: 'thrown text' } });
});

test('a log line carries the ids that its invocation is about', () => {
  const ids = createInvocationIds();
  const log = createLog(ids);
  ids.add('outboxId', 'o-1');

  const line = linesOf(() => {
    log.error('Something failed.', { channel: 'haptik' });
  });

  expect(JSON.parse(line)).toMatchObject({ outboxId: 'o-1', channel: 'haptik' });
});

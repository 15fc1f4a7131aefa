import { expect, test } from 'vitest';
import { saveUser } from '#functions/shared/adapters/haptik/save-user.ts';
import type { Verdict } from '#functions/shared/domain/outbox/platform.ts';

const done: Verdict = { is: 'done' };
const invalid: Verdict = { is: 'refused', status: 400, message: 'name is invalid' };
const exists: Verdict = { is: 'refused', status: 409, message: 'user exists' };
const missing: Verdict = { is: 'unregistered', status: 403, message: 'user is not registered' };
const moved: Verdict = { is: 'refused', status: 302, message: 'HTTP 302' };
const busy: Verdict = { is: 'busy', reason: 'HTTP 503' };
const unclear: Verdict = { is: 'unclear', reason: 'HTTP 500' };
const unauthorized: Verdict = { is: 'unauthorized', status: 401, message: 'HTTP 401' };

const save = async (verdicts: { POST: Verdict; PUT: Verdict }) => {
  const calls: string[] = [];
  const verdict = await saveUser(async (method) => {
    calls.push(method);
    return verdicts[method];
  });
  return { verdict, calls: calls.join(' ') };
};

test.each<{ title: string; POST: Verdict; PUT: Verdict; comes: Verdict }>([
  { title: 'created and updated', POST: done, PUT: done, comes: done },
  { title: 'created where it is updated only', POST: exists, PUT: done, comes: done },
  { title: 'created where it cannot be updated at once', POST: done, PUT: missing, comes: done },
  { title: 'created where updating is refused', POST: done, PUT: invalid, comes: done },
  { title: 'known and refused', POST: exists, PUT: invalid, comes: invalid },
  { title: 'unknown and refused', POST: invalid, PUT: missing, comes: invalid },
  {
    title: 'unknown to both',
    POST: missing,
    PUT: missing,
    comes: { is: 'refused', status: 403, message: 'user is not registered' },
  },
  { title: 'updated when the platform is busy', POST: done, PUT: busy, comes: busy },
  { title: 'updated when nobody learns of it', POST: exists, PUT: unclear, comes: unclear },
  { title: 'updated without permission', POST: done, PUT: unauthorized, comes: unauthorized },
  { title: 'updated elsewhere', POST: done, PUT: moved, comes: moved },
])('a user that is $title', async ({ POST, PUT, comes }) => {
  expect(await save({ POST, PUT })).toEqual({ verdict: comes, calls: 'POST PUT' });
});

test.each([busy, unclear, unauthorized, moved])(
  'creating that ends as %j ends the command',
  async (verdict) => {
    expect(await save({ POST: verdict, PUT: done })).toEqual({ verdict, calls: 'POST' });
  },
);

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npmEnded, stopSignalled } from '#local/stop-requested.ts';
import { deployAndDrive } from './deploy-and-drive.ts';
import { root } from './root.ts';
import { SkippedError } from './skipped.ts';
import { openTarget } from './target.ts';

const stop = new AbortController();
void Promise.race([stopSignalled(), npmEnded()]).then(() => stop.abort('interrupted'));

const logFile = join(root, 'node_modules/.cache/haptik-relay-deploy.log');

/** Metric lines are most of it. */
const keepLog = (lines: readonly string[]): void => {
  if (lines.length === 0) return;
  writeFileSync(logFile, lines.join('\n'));
  console.error(
    `The end of what the endpoint and the functions printed, without metrics; all of it is in ${logFile}:`,
  );
  for (const line of lines.filter((each) => !each.startsWith('{"_aws"')).slice(-40))
    console.error(line.slice(0, 300));
};

/** What failed first, and what failed when that was cleared away. */
const allOf = (error: unknown): unknown[] =>
  error instanceof SuppressedError ? [...allOf(error.suppressed), ...allOf(error.error)] : [error];

const run = async (): Promise<void> => {
  await using target = await openTarget(stop.signal);
  const folder = mkdtempSync(join(tmpdir(), 'relay-deploy-'));
  const stackName = `haptik-relay-test-${randomBytes(4).toString('hex')}`;
  console.log(`Deploying ${stackName} to ${target.name}`);
  try {
    await deployAndDrive({ target, folder, stackName, signal: stop.signal });
  } catch (error) {
    if (!stop.signal.aborted) keepLog(target.log());
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

try {
  await run();
  console.log('Deployed, driven and removed.');
  process.exit(0);
} catch (error) {
  if (!(error instanceof SkippedError)) {
    for (const each of allOf(error)) console.error(each);
    process.exit(1);
  }
  console.log(`SKIPPED, nothing was deployed: ${error.message}`);
  process.exit(process.env.DEPLOY_TEST_REQUIRED === undefined ? 0 : 1);
}

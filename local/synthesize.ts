import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { removeOldEntries } from './remove-old-entries.ts';
import { synthesisKey } from './synthesis-key.ts';

const cdkJsonSchema = z.object({ context: z.record(z.string(), z.unknown()) });

/** More than one, so that whoever goes back and forth between two branches need not synthesise each time. */
const mostKept = 5;

type Context = Readonly<Record<string, string>>;

const synthesizeInto = async (outdir: string, root: string, given: Context): Promise<void> => {
  // Loaded only here, as the CDK takes longer to load than everything else together.
  const { createRelayApp } = await import('#lib/relay-app.ts');
  const { context } = cdkJsonSchema.parse(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')));
  createRelayApp({ outdir, context: { ...context, ...given } }).synth();
  // Below a package of ES modules the bundles would count as such, and silently export nothing.
  writeFileSync(join(outdir, 'package.json'), '{"type":"commonjs"}\n');
};

/** A folder appears under its final name only when it is whole: a run that is interrupted leaves none. */
const publish = (finished: string, folder: string): void => {
  try {
    renameSync(finished, folder);
  } catch (error) {
    // Another run was faster.
    if (!existsSync(folder)) throw error;
    rmSync(finished, { recursive: true });
  }
};

/** Whether an earlier run left the folder. What is in use counts as new, so that it is not among those that go. */
const takeUp = (folder: string): boolean => {
  try {
    const now = new Date();
    utimesSync(folder, now, now);
    return true;
  } catch {
    // It is not there, or it is another user's.
    return existsSync(folder);
  }
};

/**
 * Synthesises the app with cdk.json's context and what is given beside it (`{ stage: 'prod' }`), and gives the folder of
 * its cloud assembly. Where nothing changed since an earlier run, that is the folder it left in `cacheFolder`.
 */
export const synthesize = async (
  root: string,
  cacheFolder: string,
  context: Context = {},
): Promise<string> => {
  const folder = join(cacheFolder, synthesisKey(root, context));
  if (takeUp(folder)) return folder;
  console.error('Synthesising the stack: this takes some seconds, and is done again only after changes.');
  mkdirSync(cacheFolder, { recursive: true });
  const unfinished = mkdtempSync(join(cacheFolder, 'unfinished-'));
  await synthesizeInto(unfinished, root, context);
  publish(unfinished, folder);
  removeOldEntries(cacheFolder, mostKept);
  return folder;
};

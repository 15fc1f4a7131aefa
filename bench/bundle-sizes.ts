import { statSync } from 'node:fs';
import { join } from 'node:path';
import { synthesize } from '#local/synthesize.ts';
import { readAssembly } from '#local/template/assembly.ts';
import { readSystem } from '#local/template/system.ts';

/** Size of each function's bundle in KB, by its service name. */
export const bundleSizes = async (root: string): Promise<Record<string, number>> => {
  const assembly = readAssembly(await synthesize(root, join(root, 'node_modules/.cache/haptik-relay')));
  const { functions } = readSystem(assembly, { sqs: 'http://127.0.0.1', api: 'http://127.0.0.1' });
  return Object.fromEntries(
    functions.map(({ codeFolder, environment, name }) => [
      environment.POWERTOOLS_SERVICE_NAME ?? name,
      statSync(join(codeFolder, 'index.js')).size / 1024,
    ]),
  );
};

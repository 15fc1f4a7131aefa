import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What decides the template and the bundles. */
const folders = ['bin', 'lib', 'functions'];
const files = ['cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'];

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** The CDK reads context and account from these. */
const readBySynthesis = (variable: string): boolean => variable.startsWith('CDK_');

/** A hash that changes whenever synthesis of the project at `root` with this context could give something else. */
export const synthesisKey = (root: string, context: Readonly<Record<string, string>> = {}): string => {
  const hash = createHash('sha256');
  const add = (name: string, content: string | Buffer): void => {
    hash.update(`${name}\0${content.length}\0`).update(content);
  };
  const paths = [
    ...folders.flatMap((folder) => filesBelow(join(root, folder))),
    ...files.map((file) => join(root, file)),
  ];
  for (const path of paths.toSorted()) add(relative(root, path), readFileSync(path));
  for (const name of Object.keys(process.env).filter(readBySynthesis).toSorted())
    add(name, process.env[name] ?? '');
  for (const name of Object.keys(context).toSorted()) add(`context ${name}`, context[name] ?? '');
  add('node', process.version);
  return hash.digest('hex').slice(0, 32);
};

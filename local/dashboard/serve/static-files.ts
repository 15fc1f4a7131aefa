import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reply } from './reply.ts';

const root = join(import.meta.dirname, '..');

const filesIn = (folder: string, path: string, type: string): [string, Reply][] =>
  readdirSync(join(root, folder)).map((file) => [
    `${path}${file}`,
    { status: 200, type: `${type}; charset=utf-8`, body: readFileSync(join(root, folder, file), 'utf8') },
  ]);

/** The page's scripts and style sheets by their path. */
export const staticFiles = (): ReadonlyMap<string, Reply> =>
  new Map([...filesIn('styles', '/', 'text/css'), ...filesIn('browser', '/browser/', 'text/javascript')]);

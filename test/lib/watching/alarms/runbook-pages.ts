import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../../docs/runbooks');

/** A block of commands on a page. */
export type Block = {
  readonly commands: string;
  /** Whether the page marks it as one that changes something. */
  readonly changes: boolean;
  /** The line of words that stands nearest before it. */
  readonly before: string;
};

export type Page = { readonly name: string; readonly text: string; readonly blocks: readonly Block[] };

const block = /^( *)```sh( changes)?\n([\s\S]*?)^\1```$/gm;

const blocksIn = (text: string): Block[] =>
  [...text.matchAll(block)].map(({ 2: changes, 3: commands = '', index }) => {
    const before = text.slice(0, index).trimEnd().split('\n').at(-1) ?? '';
    return { commands: commands.replaceAll(/^ +(?=\S)/gm, ''), changes: changes !== undefined, before };
  });

/** The pages of docs/runbooks by name, without the index; commands without the indent of a list. */
export const runbookPages = readdirSync(folder)
  .filter((file) => file !== 'README.md')
  .map((file): Page => {
    const text = readFileSync(join(folder, file), 'utf8');
    return { name: file.replace(/\.md$/, ''), text, blocks: blocksIn(text) };
  });

/** The index. */
export const runbookIndex = readFileSync(join(folder, 'README.md'), 'utf8');

/** Its own blocks. */
export const indexBlocks = blocksIn(runbookIndex);

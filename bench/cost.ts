import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { countAll } from './counting/count-all.ts';
import { printCost } from './print/print-cost.ts';
import { printSummary } from './print/print-summary.ts';

const root = join(import.meta.dirname, '..');

const countedOn = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus()[0]?.model ?? 'an unknown CPU'}, ${cpus().length} cores, Node ${process.version}`,
};
const counts = await countAll(root);
const file = { countedOn, counts };
writeFileSync(join(root, 'bench/counts.json'), `${JSON.stringify(file, null, 2)}\n`);
writeFileSync(join(root, 'docs/cost.md'), printCost(counts, countedOn));

console.log(printSummary(counts));
console.log('\nWritten to docs/cost.md and bench/counts.json');

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { bundleSizes } from './bundle-sizes.ts';
import { millionWebhooks } from './cost/model.ts';
import { dollars } from './cost/usage.ts';
import { countSends } from './counting/count-sends.ts';
import { countWebhooks } from './counting/count-webhooks.ts';
import { memoryOf } from './counting/memory-of.ts';
import { openCounted } from './counting/open-counted.ts';
import { measureCpu } from './measure-cpu.ts';
import { measureLoad } from './measure-load.ts';
import { countsTable } from './print/counts-table.ts';
import { startTinyPlatform } from './tiny-platform.ts';

const root = join(import.meta.dirname, '..');
const results = join(import.meta.dirname, 'results');

const round = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 100) / 100 : value;

const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
const count = async () => {
  await using platform = await startTinyPlatform();
  await using counted = await openCounted({ root, stage: 'dev', platformUrl: platform.url });
  const memoryMb = memoryOf(counted.system);
  return { memoryMb, webhooks: await countWebhooks(counted), sends: await countSends(counted) };
};
const { memoryMb, webhooks, sends } = await count();
const bundlesKb = await bundleSizes(root);
const cpu = await measureCpu();
const load = await measureLoad();
const text = JSON.stringify(
  {
    measuredAt: new Date().toISOString(),
    machine,
    load,
    cpu,
    webhooks,
    sends,
    dollarsPerMillion: dollars(millionWebhooks({ webhooks, memoryMb }, '2')),
    bundlesKb,
  },
  round,
  2,
);
const rounded = JSON.parse(text);

console.log(`\n${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`);
console.log('\nThrough the local front, everything on this machine');
console.table(rounded.load);
console.log('\nOne webhook, from the request to its answer, and from the queue to the table');
console.log(countsTable('Counted for one', { taken: webhooks.taken }));
console.log(`\n${countsTable('by events of its conversation in a batch of ten', webhooks.stored)}`);
console.log('\nOne message sent, from accepting it to storing it among the answers');
console.log(countsTable('Counted for one', sends));
console.log(`\nA million webhooks cost about $${rounded.dollarsPerMillion}: docs/cost.md says how so.`);
console.log('\nCPU milliseconds that the worst bodies take, without AWS calls (median)');
console.table(rounded.cpu);
console.log('\nBundles in KB');
console.table(rounded.bundlesKb);

mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'latest.json'), `${text}\n`);
console.log(`\nWritten to bench/results/latest.json`);

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { bundleSizes } from './bundle-sizes.ts';
import { countCalls } from './count-calls.ts';
import { countSends } from './count-sends.ts';
import { measureCpu } from './measure-cpu.ts';
import { measureLoad } from './measure-load.ts';
import { openCounted } from './open-counted.ts';
import { pricePerMillion } from './price.ts';
import { startTinyPlatform } from './tiny-platform.ts';

const root = join(import.meta.dirname, '..');
const results = join(import.meta.dirname, 'results');

const round = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 100) / 100 : value;

const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version };
const count = async () => {
  await using platform = await startTinyPlatform();
  await using counted = await openCounted(root, platform.url);
  return { calls: await countCalls(counted), sends: await countSends(counted) };
};
const { calls, sends } = await count();
const bundlesKb = await bundleSizes(root);
const cpu = await measureCpu();
const load = await measureLoad();
const text = JSON.stringify(
  {
    measuredAt: new Date().toISOString(),
    machine,
    load,
    cpu,
    calls,
    sends,
    dollarsPerMillion: pricePerMillion(calls),
    bundlesKb,
  },
  round,
  2,
);
const rounded = JSON.parse(text);

console.log(`\n${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`);
console.log('\nThrough the local front, everything on this machine');
console.table(rounded.load);
console.log('\nOne stored event costs, by events of its conversation in a batch of ten (counted)');
console.table(rounded.calls.persist);
console.log(`\nA warm ingest makes ${rounded.calls.ingestCalls} AWS call per delivery.`);
console.log('\nOne message sent, from accepting it to storing it among the answers, costs (counted)');
console.table(rounded.sends);
console.log(
  `A million webhooks cost about $${rounded.dollarsPerMillion} (list prices and durations in bench/price.ts).`,
);
console.log('\nCPU milliseconds that the worst bodies take, without AWS calls (median)');
console.table(rounded.cpu);
console.log('\nBundles in KB');
console.table(rounded.bundlesKb);

mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'latest.json'), `${text}\n`);
console.log(`\nWritten to bench/results/latest.json`);

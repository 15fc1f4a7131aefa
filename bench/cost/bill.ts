import type { Counts } from '../counting/counts.ts';
import { assumptions } from './assumptions.ts';
import type { Item } from './prices.ts';
import { together, type Usage } from './usage.ts';

/** What is paid by its count; a call of DynamoDB is paid by its units, one of CloudWatch by the metrics it reads. */
const billed: readonly (readonly [RegExp, Item | undefined])[] = [
  [/^requests$/, 'httpRequest'],
  [/^bytes of answers$/, 'byteOut'],
  [/^invocations$/, 'lambdaRequest'],
  [/^sqs:/, 'queueRequest'],
  [/^(table|index) write units$/, 'writeUnit'],
  [/^read units$/, 'readUnit'],
  [/^s3:GET bucket$/, 'listRequest'],
  [/^secretsmanager:/, 'secretRead'],
  [/^metrics read$/, 'metricRead'],
  [/^bytes of (functions|the access log)$/, 'logByte'],
  [/^(dynamodb|cloudwatch):/, undefined],
];

const usageOfOne = (what: string, count: number): Usage => {
  const found = billed.find(([pattern]) => pattern.test(what));
  if (found === undefined) throw new Error(`bench/cost/bill.ts does not know what "${what}" costs.`);
  const [, item] = found;
  return item === undefined ? {} : { [item]: count };
};

const durations: Readonly<Record<string, number>> = assumptions.milliseconds;

/** A function that is not here is never invoked in what is counted. */
const gbSeconds = (by: string, invocations: number, memoryMb: Readonly<Record<string, number>>): Usage => {
  const [milliseconds, memory] = [durations[by], memoryMb[by]];
  if (milliseconds === undefined || memory === undefined)
    throw new Error(`bench/cost/assumptions.ts does not know how long ${by} takes.`);
  return { lambdaGbSecond: invocations * (memory / 1024) * (milliseconds / 1000) };
};

/** What these counts are paid by; `memoryMb` is that of each function. */
export const billOf = (counts: Counts, memoryMb: Readonly<Record<string, number>>): Usage =>
  together(
    ...Object.entries(counts).flatMap(([by, done]) => {
      const { invocations = 0, requests = 0 } = done;
      return [
        ...Object.entries(done).map(([what, count]) => usageOfOne(what, count)),
        ...(invocations > 0 ? [gbSeconds(by, invocations, memoryMb)] : []),
        { byteOut: requests * assumptions.headerBytes },
      ];
    }),
  );

import * as z from 'zod/mini';

type PrintedLines = Disposable & {
  /** Lines since the last look. */
  readonly take: () => string[];
};

// Loose all over: what is not looked at is part of the line too.
const metricSchema = z.looseObject({ Name: z.string(), Unit: z.optional(z.string()) });
const lineSchema = z.looseObject({
  _aws: z.looseObject({ CloudWatchMetrics: z.array(z.looseObject({ Metrics: z.array(metricSchema) })) }),
});

/** A usual time in milliseconds: how long a machine takes must not show in how long its lines are. */
const usualTime = 100;

const asUsual = (value: unknown): unknown => (Array.isArray(value) ? value.map(asUsual) : usualTime);

/** Bytes of a line that a function printed, with three digits wherever it tells a time that was measured. */
export const lengthOf = (text: string): number => {
  const { success, data: line } = z.safeParse(lineSchema, JSON.parse(text));
  if (!success) return Buffer.byteLength(text);
  const times = line._aws.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics)
    .filter(({ Unit }) => Unit === 'Milliseconds')
    .map(({ Name }) => [Name, asUsual(line[Name])]);
  return Buffer.byteLength(JSON.stringify({ ...line, ...Object.fromEntries(times) }));
};

/**
 * Keeps the JSON lines that go to standard error, in the place of writing them. That is where the local Lambda host
 * puts what functions print, and their metric lines too where its level is DEBUG.
 */
export const keepPrintedLines = (): PrintedLines => {
  let lines: string[] = [];
  const write = process.stderr.write.bind(process.stderr);
  process.stderr.write = (chunk: Uint8Array | string): boolean => {
    const text = String(chunk);
    if (!text.startsWith('{')) return write(chunk);
    lines.push(text.trimEnd());
    return true;
  };
  return {
    take: () => {
      const taken = lines;
      lines = [];
      return taken;
    },
    [Symbol.dispose]: () => {
      process.stderr.write = write;
    },
  };
};

import { setTimeout as pause } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { clientSettings } from '#local/emulators/client-settings.ts';
import type { Invoke } from '#local/lambda/lambda-host.ts';
import type { EmittedMetric } from '#local/metrics/metric-store.ts';
import type { Assembly } from '#local/template/assembly.ts';
import type { System } from '#local/template/system.ts';
import { type Counts, plus } from './counts.ts';
import { type Answered, createLookout, type Sighting } from './lookout.ts';
import { keepPrintedLines, lengthOf } from './printed-lines.ts';
import { ofOneBatch, receiveOne } from './receive-one.ts';
import { type CountedStage, serviceOf, startSystem } from './start-system.ts';
import { createTally } from './tally.ts';

/** A stage's shipped bundles on emulators, behind proxies that count; nothing of it runs by itself. */
export type Counted = AsyncDisposable & {
  readonly assembly: Assembly;
  readonly system: System;
  /** Base URL of the HTTP API. */
  readonly url: string;
  /**
   * Invokes the function of this service.
   * @throws Error unless it did its work.
   */
  readonly invoke: (service: string, event: unknown) => Promise<void>;
  /** Hands the oldest message of its queue to the function of this service, as Lambda does. */
  readonly receive: (service: string) => Promise<void>;
  /** What was done since the last look, with what the functions printed. */
  readonly take: () => Promise<Counts>;
  /** Calls of AWS of one kind. */
  readonly lookFor: (isMeant: (call: Answered) => boolean) => Sighting;
  /** Metrics that came from the functions so far. */
  readonly told: () => EmittedMetric[];
};

/** What a function prints comes by another way than its answer, and a little later at times. */
const untilPrintedMs = 30;

const countLines = (lines: readonly string[]): Counts =>
  lines.length === 0
    ? {}
    : { logs: { 'bytes of functions': lines.reduce((bytes, line) => bytes + lengthOf(line), 0) } };

const found = <Value>(value: Value | undefined, service: string): Value => {
  if (value === undefined) throw new Error(`The template has nothing for the service ${service}.`);
  return value;
};

const createInvoke =
  ({ functions }: System, invoke: Invoke): Counted['invoke'] =>
  async (service, event) => {
    const target = found(
      functions.find((each) => serviceOf(each) === service),
      service,
    );
    const result = await invoke(target, JSON.stringify(event));
    const isWell = result.outcome === 'returned' && !result.payload.includes('itemIdentifier');
    if (!isWell) throw new Error(`${target.name} did not do its work: ${JSON.stringify(result)}`);
  };

/** Synthesises the stage and starts it. */
export const openCounted = async (stage: CountedStage): Promise<Counted> => {
  await using starting = new AsyncDisposableStack();
  const { add, take } = createTally();
  const { lookFor, tell } = createLookout();
  const { assembly, system, url, sqsUrl, invoke, metrics } = await startSystem(starting, stage, {
    add,
    tell,
  });
  const sqs = new SQSClient({ ...clientSettings, endpoint: sqsUrl });
  starting.defer(() => sqs.destroy());
  const lines = starting.use(keepPrintedLines());

  const running = starting.move();
  return {
    assembly,
    system,
    url,
    invoke: createInvoke(system, invoke),
    receive: async (service) => {
      const sources = system.eventSources.filter(({ target }) => serviceOf(target) === service);
      await receiveOne({ sqs, source: found(sources[0], service), invoke });
      add('poller', ofOneBatch.poller);
    },
    take: async () => {
      await pause(untilPrintedMs);
      return plus(take(), countLines(lines.take()));
    },
    lookFor,
    told: () => metrics.emitted().filter(({ namespace }) => !namespace.startsWith('AWS/')),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
};

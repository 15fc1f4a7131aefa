import { startTinyPlatform } from '../tiny-platform.ts';
import { countReads, type ReadCounts } from './count-reads.ts';
import { countRest, type RestCounts } from './count-rest.ts';
import { countSends, type SendCounts } from './count-sends.ts';
import { countTemplate, type TemplateCounts } from './count-template.ts';
import { countTold } from './count-told.ts';
import { countWebhooks, type WebhookCounts } from './count-webhooks.ts';
import { memoryOf } from './memory-of.ts';
import { type Counted, openCounted } from './open-counted.ts';

/** How many metrics are told, by their names. */
type Told = Readonly<Record<string, number>>;

/** A stage that nobody uses. */
export type StageCounts = {
  readonly template: TemplateCounts;
  readonly rest: RestCounts;
  readonly toldAtRest: Told;
  readonly minutesBetweenRuns: number;
};

/** Everything that docs/cost.md is made of: the same on every machine. */
export type CostCounts = {
  /** Memory of each function. */
  readonly memoryMb: Readonly<Record<string, number>>;
  readonly webhooks: WebhookCounts;
  readonly sends: SendCounts;
  readonly reads: ReadCounts;
  /** Metrics that come with webhooks and with sends, of one channel. */
  readonly toldOfWebhooks: Told;
  readonly toldOfSends: Told;
  readonly stages: Readonly<Record<'dev' | 'prod', StageCounts>>;
};

const countStage = async (counted: Counted): Promise<StageCounts> => {
  const [schedule] = counted.system.schedules;
  if (schedule === undefined) throw new Error('Nothing in the template runs watch.');
  return {
    template: countTemplate(counted.assembly.template),
    rest: await countRest(counted),
    toldAtRest: countTold(counted.told()),
    minutesBetweenRuns: schedule.intervalMs / 60_000,
  };
};

/** Metrics that came since, by their names. */
const toldSince = (counted: Counted, earlier: Told): Told =>
  Object.fromEntries(Object.entries(countTold(counted.told())).filter(([name]) => !(name in earlier)));

/** On `dev`, as it sends. */
const countUse = async (counted: Counted) => {
  const dev = await countStage(counted);
  const webhooks = await countWebhooks(counted);
  const toldOfWebhooks = toldSince(counted, dev.toldAtRest);
  const sends = await countSends(counted);
  const toldOfSends = toldSince(counted, { ...dev.toldAtRest, ...toldOfWebhooks });
  const memoryMb = memoryOf(counted.system);
  return { dev, memoryMb, webhooks, sends, reads: await countReads(counted), toldOfWebhooks, toldOfSends };
};

const withStage = async <Result>(
  stage: Parameters<typeof openCounted>[0],
  count: (counted: Counted) => Promise<Result>,
): Promise<Result> => {
  await using counted = await openCounted(stage);
  return await count(counted);
};

/** Runs the stages of the project in `root` and counts what they do. */
export const countAll = async (root: string): Promise<CostCounts> => {
  await using platform = await startTinyPlatform();
  const at = { root, platformUrl: platform.url };
  const { dev, ...use } = await withStage({ ...at, stage: 'dev' }, countUse);
  const prod = await withStage({ ...at, stage: 'prod' }, countStage);
  return { ...use, stages: { dev, prod } };
};

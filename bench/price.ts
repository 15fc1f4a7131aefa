import type { CallCounts } from './count-calls.ts';

/** List prices of us-east-1 in dollars per million, as of November 2026: check them before you rely on the sum. */
const prices = {
  httpRequest: 1.0,
  sqsRequest: 0.5,
  lambdaRequest: 0.2,
  /** Of one GB-second on arm64. */
  lambdaGbSecond: 13.33,
  writeUnit: 0.625,
  readUnit: 0.125,
};

/** What a function is billed for one invocation, per million: half a GB for this many milliseconds. */
const lambda = (milliseconds: number): number =>
  prices.lambdaRequest + 0.5 * (milliseconds / 1000) * prices.lambdaGbSecond;

/**
 * Dollars for a million webhooks of a busy system: ten records a batch, two events of a conversation among them.
 * Calls and units are counted; invocations are taken to last 10 ms (ingest) and 20 ms (persist).
 */
export const pricePerMillion = ({ ingestCalls, persist }: CallCounts): number => {
  const busy = persist.find(({ eventsPerConversation }) => eventsPerConversation === 2);
  if (busy === undefined) throw new Error('No count of two events per conversation.');
  const receiveAndDelete = 2 / busy.recordsPerBatch;
  return (
    prices.httpRequest +
    lambda(10) +
    prices.sqsRequest * (ingestCalls + receiveAndDelete) +
    lambda(20) / busy.recordsPerBatch +
    prices.writeUnit * (busy.tableWrites + busy.indexWrites) +
    prices.readUnit * busy.reads
  );
};

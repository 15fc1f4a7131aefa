import * as z from 'zod/mini';
import type { InvocationResult } from '#local/lambda/invocation-result.ts';

type Batch = {
  /** Message ids. */
  readonly ids: readonly string[];
  readonly reportsItemFailures: boolean;
};

const answerSchema = z.nullable(
  z.object({ batchItemFailures: z.nullish(z.array(z.object({ itemIdentifier: z.string() }))) }),
);

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const reportedIds = (payload: string): string[] | 'malformed' => {
  if (payload === '""') return [];
  const { success, data } = answerSchema.safeParse(parseJson(payload));
  if (!success) return 'malformed';
  return (data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
};

/**
 * The ids of a batch's messages that must come again. No report, or an empty one, means that all went well; a report
 * that cannot be read, or names a message that was not in the batch, means that all failed.
 */
export const failedMessages = (result: InvocationResult, batch: Batch): ReadonlySet<string> => {
  const all = new Set(batch.ids);
  if (result.outcome !== 'returned') return all;
  if (!batch.reportsItemFailures) return new Set();
  const reported = reportedIds(result.payload);
  return reported === 'malformed' || reported.some((id) => !all.has(id)) ? all : new Set(reported);
};

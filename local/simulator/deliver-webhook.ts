import { signWebhook } from './sign-webhook.ts';

/** Where deliveries go and how long the receiver may take for its whole answer. */
export type DeliveryTarget = { url: string; secret: string; limitMs: number };

/**
 * How one delivery ended. `status` is the receiver's, or why there is none; `body` is the beginning of its
 * answer; `reason` says more where nothing answered.
 */
export type DeliveryOutcome = {
  status: number | 'timeout' | 'unreachable';
  ms: number;
  body: string;
  reason?: string;
};

const longestAnswer = 64 * 1024;

const readAnswer = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= longestAnswer) break;
  }
  return Buffer.concat(chunks).subarray(0, longestAnswer).toString('utf8');
};

const post = ({ url, secret }: DeliveryTarget, body: Uint8Array<ArrayBuffer>, signal: AbortSignal) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature': signWebhook(secret, body) },
    body,
    redirect: 'manual',
    signal,
  });

// fetch hides the system's words ("connect ECONNREFUSED …") in the cause.
const reasonOf = (error: unknown): string =>
  error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);

/**
 * Delivers these bytes once, signed, as the platform does. Never rejects: an answer that is not complete
 * within the limit, a refused connection and an abort by `stop` are outcomes too.
 */
export const deliverWebhook = async (
  target: DeliveryTarget,
  body: Uint8Array<ArrayBuffer>,
  stop: AbortSignal,
): Promise<DeliveryOutcome> => {
  const start = performance.now();
  const elapsed = () => Math.round(performance.now() - start);
  const limit = AbortSignal.timeout(target.limitMs);
  try {
    const response = await post(target, body, AbortSignal.any([limit, stop]));
    const answer = await readAnswer(response);
    return { status: response.status, ms: elapsed(), body: answer };
  } catch (error) {
    return limit.aborted
      ? { status: 'timeout', ms: elapsed(), body: '', reason: `no answer within ${target.limitMs} ms` }
      : { status: 'unreachable', ms: elapsed(), body: '', reason: reasonOf(error) };
  }
};

import { signWebhook } from '#local/simulator/sign-webhook.ts';

/** Where deliveries go and how long the receiver may take for its whole answer. */
export type DeliveryTarget = { url: string; secret: string; limitMs: number };

/** What may be wrong with the signature of a delivery. */
export const signatureDefects = ['wrong', 'missing', 'repeated'] as const;

/** The bytes of a delivery, and in what its headers differ from the platform's. */
export type Outgoing = {
  body: Uint8Array<ArrayBuffer>;
  signature?: (typeof signatureDefects)[number] | undefined;
  contentType?: string | undefined;
  /** Whether each repeat bears another time than what came before, as the platform may tell an event anew. */
  restamp?: boolean | undefined;
};

/**
 * How one attempt ended. `status` is the receiver's, or why there is none; `body` is the beginning of its
 * answer; `reason` says more where nothing answered.
 */
export type AttemptOutcome = {
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

const signaturesOf = ({ body, signature }: Outgoing, secret: string): string[] => {
  const right = signWebhook(secret, body);
  switch (signature) {
    case undefined:
      return [right];
    case 'wrong':
      return [signWebhook(`not ${secret}`, body)];
    case 'missing':
      return [];
    case 'repeated':
      return [right, right];
    default:
      return signature satisfies never;
  }
};

const headersOf = (outgoing: Outgoing, secret: string): Headers => {
  const headers = new Headers({ 'content-type': outgoing.contentType ?? 'application/json' });
  // Repeats leave as one line, parted by a comma: what gateways make of two lines.
  for (const signature of signaturesOf(outgoing, secret)) headers.append('x-hub-signature', signature);
  return headers;
};

const post = ({ url, secret }: DeliveryTarget, outgoing: Outgoing, signal: AbortSignal) =>
  fetch(url, {
    method: 'POST',
    headers: headersOf(outgoing, secret),
    body: outgoing.body,
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
  outgoing: Outgoing,
  stop: AbortSignal,
): Promise<AttemptOutcome> => {
  const start = performance.now();
  const elapsed = () => Math.round(performance.now() - start);
  const limit = AbortSignal.timeout(target.limitMs);
  try {
    const response = await post(target, outgoing, AbortSignal.any([limit, stop]));
    const answer = await readAnswer(response);
    return { status: response.status, ms: elapsed(), body: answer };
  } catch (error) {
    return limit.aborted
      ? { status: 'timeout', ms: elapsed(), body: '', reason: `no answer within ${target.limitMs} ms` }
      : { status: 'unreachable', ms: elapsed(), body: '', reason: reasonOf(error) };
  }
};

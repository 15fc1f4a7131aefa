import * as z from 'zod/mini';
import type { InvocationResult } from '#local/lambda/invocation-result.ts';
import { scalarTextSchema } from '#local/scalar-text.ts';

/** An answer ready to be sent. */
export type HttpResponse = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Buffer;
};

const responseSchema = z.object({
  statusCode: z.int().check(z.gte(100), z.lte(599)),
  headers: z.nullish(z.record(z.string(), scalarTextSchema)),
  cookies: z.nullish(z.array(z.string())),
  body: z.nullish(z.string()),
  isBase64Encoded: z.nullish(z.boolean()),
});

/** The gateway's own answer. */
export const gatewayResponse = (statusCode: number, message: string): HttpResponse => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message })),
});

const functionFailed = gatewayResponse(500, 'Internal Server Error');

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const fromShape = (answer: object): HttpResponse => {
  const { success, data } = responseSchema.safeParse(answer);
  if (!success) return functionFailed;
  const { statusCode, headers, cookies, body, isBase64Encoded } = data;
  return {
    statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...lowerCase(headers ?? {}),
      ...(cookies && cookies.length > 0 && { 'set-cookie': cookies }),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
};

const fromPayload = (payload: string): HttpResponse => {
  const answer: unknown = JSON.parse(payload);
  if (typeof answer === 'object' && answer !== null && 'statusCode' in answer) return fromShape(answer);
  // Anything without a status code is itself the body.
  const body = Buffer.from(typeof answer === 'string' ? answer : payload);
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body };
};

/** What API Gateway makes of a function's answer. */
export const toHttpResponse = (result: InvocationResult): HttpResponse => {
  switch (result.outcome) {
    case 'returned':
      return fromPayload(result.payload);
    case 'failed':
      return functionFailed;
    case 'throttled':
      return gatewayResponse(503, 'Service Unavailable');
    case 'too-large':
      return gatewayResponse(413, 'Request Entity Too Large');
    default:
      return result satisfies never;
  }
};

import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod/mini';

export type SimulatorRequest = {
  headers: IncomingHttpHeaders;
  query: URLSearchParams;
  body: Buffer<ArrayBuffer>;
  /** Whether the script wants a message that is logged to come back through the webhook. */
  echoed?: boolean | undefined;
};

/** A status and what is sent: a text as it is, anything else as JSON. */
export type Answer = { status: number; body: unknown; headers?: Record<string, string> };

/** `dropped`: the connection is cut without an answer. */
export type Reply = Answer | 'dropped';

export type Route = (request: SimulatorRequest) => Reply | Promise<Reply>;

/** Routes by method and path, such as `POST /v1.0/user/`; a segment in braces stands for any. */
export type Routes = ReadonlyMap<string, Route>;

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** An error in the platform's form. */
export const refuse = (status: number, message: string): Answer => ({
  status,
  body: { error_message: message },
});

const messageOf = (issue: z.core.$ZodIssue): string =>
  issue.code === 'unrecognized_keys' ? `must not have ${issue.keys.join(', ')}` : issue.message;

const describe = (part: string, { issues }: z.core.$ZodError): string =>
  issues.map((issue) => `${issue.path.join('.') || part}: ${messageOf(issue)}`).join('; ');

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

/** Hands on what has the shape of the schema; anything else is a 400 that names the fields of this part. */
export const checked = <Schema extends z.ZodMiniType>(
  { part, schema }: { part: 'body' | 'query'; schema: Schema },
  given: unknown,
  handle: (value: z.output<Schema>) => Answer | Promise<Answer>,
): Answer | Promise<Answer> => {
  const result = z.safeParse(schema, given);
  return result.success ? handle(result.data) : refuse(400, describe(part, result.error));
};

/** A route that takes a JSON body of this shape. */
export const withBody =
  <Schema extends z.ZodMiniType>(
    schema: Schema,
    handle: (body: z.output<Schema>, request: SimulatorRequest) => Answer | Promise<Answer>,
  ): Route =>
  (request) => {
    const json = parseJson(request.body);
    return json === undefined
      ? refuse(400, 'body: must be JSON')
      : checked({ part: 'body', schema }, json, (body) => handle(body, request));
  };

/** A route that takes query parameters of this shape, and any body. */
export const withQuery =
  <Schema extends z.ZodMiniType>(
    schema: Schema,
    handle: (query: z.output<Schema>, body: Buffer<ArrayBuffer>) => Answer | Promise<Answer>,
  ): Route =>
  ({ query, body }) =>
    checked({ part: 'query', schema }, Object.fromEntries(query), (value) => handle(value, body));

import type { IncomingHttpHeaders } from 'node:http';
import * as z from 'zod/mini';

export type SimulatorRequest = { headers: IncomingHttpHeaders; body: Buffer<ArrayBuffer> };

/** A status and what is sent as JSON. */
export type Answer = { status: number; body: unknown };

export type Route = (request: SimulatorRequest) => Answer | Promise<Answer>;

/** Routes by method and path, such as `POST /v1.0/user/`. */
export type Routes = ReadonlyMap<string, Route>;

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** An error in the platform's form. */
export const refuse = (status: number, message: string): Answer => ({
  status,
  body: { error_message: message },
});

const describe = ({ issues }: z.core.$ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`).join('; ');

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

/** A route that takes a JSON body of this shape; any other body is a 400 that names the fields. */
export const withBody =
  <Schema extends z.ZodMiniType>(schema: Schema, handle: (body: z.output<Schema>) => Answer): Route =>
  ({ body }) => {
    const json = parseJson(body);
    if (json === undefined) return refuse(400, 'body: must be JSON');
    const result = z.safeParse(schema, json);
    return result.success ? handle(result.data) : refuse(400, describe(result.error));
  };

import * as z from 'zod/mini';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { conversationIdSchema, isUserName } from '#functions/shared/domain/conversation-id.ts';
import { parseCursor } from '#functions/shared/domain/cursor.ts';
import { InvalidRequestError } from '#functions/shared/domain/errors.ts';
import { parseQuarantineId } from '#functions/shared/domain/quarantine-id.ts';

/** A request to the API, free of HTTP's details. */
export type ApiRequest = {
  /** The gateway's own, as in its access log. */
  id: string;
  /** The parameters of the path. */
  path: Readonly<Record<string, string | undefined>>;
  query: Readonly<Record<string, string | undefined>>;
  /** Method, path and query as they came: with the body, what makes two requests the same. */
  line: string;
  body: Uint8Array;
  idempotencyKey?: string | undefined;
};

/** A request that changes something. */
export type WriteRequest = ApiRequest & {
  /** Epoch milliseconds. What a request waited for its twin counts against the time that it may take. */
  receivedAt: number;
  /** A ULID, the same for every try of one request; what the request makes is named by it. */
  seed: string;
};

const message = (issue: z.core.$ZodIssue, part: Part): string => {
  if (issue.code === 'unrecognized_keys') return `is not a ${part} of this call`;
  return issue.code === 'invalid_type' && issue.input === undefined ? 'is missing' : issue.message;
};

const fields = ({ path, ...issue }: z.core.$ZodIssue): string[] => {
  const within = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
  return within.map((names) => names.join('.'));
};

/** What a name in a request stands for. */
type Part = 'parameter' | 'field';

/**
 * A part of a request by its schema.
 * @throws InvalidRequestError naming everything that is missing, malformed or unknown.
 */
export const readBySchema = <Schema extends z.ZodMiniType>(
  schema: Schema,
  input: unknown,
  part: Part,
): z.output<Schema> => {
  const result = z.safeParse(schema, input, { reportInput: true });
  if (result.success) return result.data;
  throw new InvalidRequestError(
    result.error.issues.flatMap((issue) =>
      fields(issue).map((field) => ({ field, message: message(issue, part) })),
    ),
  );
};

/** The parameters of a request. @throws InvalidRequestError as `readBySchema` does. */
export const readParameters = <Schema extends z.ZodMiniType>(
  schema: Schema,
  parameters: Readonly<Record<string, string | undefined>>,
): z.output<Schema> => readBySchema(schema, parameters, 'parameter');

/** A whole number between two bounds, written in decimal digits. */
export const wholeNumber = (least: number, most: number) => {
  const rule = `must be a whole number from ${least} to ${most}`;
  return z.pipe(
    z.pipe(z.string().check(z.regex(/^\d{1,16}$/, rule)), z.transform(Number)),
    z.number().check(z.minimum(least, rule), z.maximum(most, rule)),
  );
};

/** The name of a configured channel. */
export const channelParameter = (channels: readonly Channel[]) => {
  const names = channels.map(({ name }) => name);
  const rule = `is not a channel; the channels are ${names.join(', ')}`;
  return z.string().check(z.refine((name) => names.includes(name), rule));
};

/** How many items an answer holds at most. */
export const limitUpTo = (most: number, usual = 100) => z._default(z.optional(wholeNumber(1, most)), usual);

/** Of calls that take no query parameters. */
export const noParameters = z.strictObject({});

export const conversationPath = z.object({ id: conversationIdSchema });

export const userPath = z.object({
  user: z
    .string()
    .check(
      z.refine(
        isUserName,
        'must be an auth_id, or ~~ and a user_id, other bytes than A-Z a-z 0-9 . _ - written ~HH',
      ),
    ),
});

/** The id of something in quarantine, which becomes its object's name. */
export const quarantinePath = z.object({
  id: z.pipe(
    z.string(),
    z.transform((id, context): string => {
      const key = parseQuarantineId(id);
      if (key !== undefined) return key;
      context.issues.push({
        code: 'custom',
        input: id,
        message: 'must be an id that GET /v1/quarantine lists',
      });
      return z.NEVER;
    }),
  ),
});

/** The place a cursor stands for. @throws InvalidRequestError when it was not made for this list. */
export const placeOf = (scope: readonly string[], cursor: string | undefined): string | undefined => {
  if (cursor === undefined) return undefined;
  const place = parseCursor(scope, cursor);
  if (place !== undefined) return place;
  throw new InvalidRequestError([
    { field: 'cursor', message: 'is not a nextCursor of this list: start without one' },
  ]);
};

import * as z from 'zod/mini';
import { InvalidRequestError } from '#functions/shared/domain/errors.ts';
import { readPayload } from '#functions/shared/sources/payload.ts';
import { type ApiRequest, readBySchema } from './request.ts';

type RequestBody = Pick<ApiRequest, 'body'>;

/** Far above what any call needs: bytes. */
const largestBody = 64 * 1024;

const invalid = (message: string): InvalidRequestError =>
  new InvalidRequestError([{ field: 'body', message }]);

const decode = (body: Uint8Array): string => {
  if (body.length > largestBody) throw invalid(`is larger than ${largestBody} bytes`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw invalid('is not UTF-8');
  }
};

/**
 * The JSON object in a request's body.
 * @throws InvalidRequestError naming every field that is missing, malformed or unknown; `body` where it is no object.
 */
export const readBody = <Schema extends z.ZodMiniType>(
  schema: Schema,
  { body }: RequestBody,
): z.output<Schema> => {
  const parsed = readPayload(decode(body));
  if ('problem' in parsed) throw invalid(parsed.problem);
  return readBySchema(schema, parsed.payload, 'field');
};

/** The same where a request without a body means all defaults. */
export const readOptionalBody = <Schema extends z.ZodMiniType>(
  schema: Schema,
  request: RequestBody,
): z.output<Schema> => readBody(schema, request.body.length > 0 ? request : { body: emptyObject });

const emptyObject = Buffer.from('{}');

/** Of calls that take no fields. */
export const noFields = z.strictObject({});

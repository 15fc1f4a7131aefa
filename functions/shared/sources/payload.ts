import type * as z from 'zod/mini';
import { isJsonObject, parseJson } from '#functions/shared/domain/json.ts';

export type Payload = Readonly<Record<string, unknown>>;

/** The JSON object that a body holds, or what is wrong with it. */
export const readPayload = (body: string): { payload: Payload } | { problem: string } => {
  try {
    const payload = parseJson(body);
    return isJsonObject(payload) ? { payload } : { problem: 'the body is not a JSON object' };
  } catch (error) {
    // The parser's own message would quote the body.
    return {
      problem:
        error instanceof RangeError
          ? 'the body nests too deep or holds too many values'
          : 'the body is not JSON',
    };
  }
};

/** What a schema found wrong, by field and without the values. */
export const problemsOf = ({ issues }: z.core.$ZodError): string =>
  issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');

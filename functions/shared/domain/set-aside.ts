import * as z from 'zod/mini';
import { RelayError } from './errors.ts';
import { jsonIn } from './json.ts';
import { decodeSpilled } from './spill.ts';

/** Where records and spilled messages lie that could not be handled; `persist` and `watch` put them there. */
export const setAsideFolder = 'dead/';

/** What was set aside, and why. */
export type SetAside = {
  reason: string;
  /** The queue message that it was; absent where even that cannot be told. */
  body?: string | undefined;
};

const recordSchema = z.object({
  v: z.literal(1),
  reason: z.string(),
  record: z.object({ body: z.string() }),
});

/** A spilled object as it was, in base64. */
const objectSchema = z.object({ v: z.literal(1), reason: z.string(), base64: z.string() });

const schema = z.union([recordSchema, objectSchema]);

const bodyIn = (base64: string): string | undefined => {
  try {
    return decodeSpilled(Buffer.from(base64, 'base64').toString()).body;
  } catch (error) {
    if (error instanceof RelayError) return undefined;
    throw error;
  }
};

/** Reads an object that was set aside; `undefined` for any other. */
export const decodeSetAside = (bytes: Uint8Array): SetAside | undefined => {
  const { data } = z.safeParse(schema, jsonIn(new TextDecoder().decode(bytes)));
  if (data === undefined) return undefined;
  return { reason: data.reason, body: 'record' in data ? data.record.body : bodyIn(data.base64) };
};

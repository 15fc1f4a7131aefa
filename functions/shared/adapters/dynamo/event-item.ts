import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { StoredEvent } from '#functions/shared/domain/event.ts';
import type { Hsl } from '#functions/shared/domain/hsl.ts';
import { isJsonObject, parseJson } from '#functions/shared/domain/json.ts';
import type { Item } from './item.ts';
import { eventPrefix } from './keys.ts';

const text = z.optional(z.string());

const eventSchema = z.object({
  sk: z.string().check(z.startsWith(eventPrefix)),
  seq: z.int(),
  kind: z.literal('message'),
  eventName: z.string(),
  identity: z.string(),
  direction: z.enum(['in', 'out']),
  author: z.object({ type: z.enum(['bot', 'agent', 'user', 'system']), id: text, name: text }),
  text: z.string(),
  platformId: text,
  platformAt: z.optional(z.number()),
  receivedAt: z.number(),
  storedAt: z.number(),
  content: z.instanceof(Uint8Array),
});

/** As fast as deflate and a tenth smaller on a typical message. */
const compression = { [constants.BROTLI_PARAM_QUALITY]: 5 };

/**
 * Payload and element, compressed together: the element repeats a part of the payload, and Brotli's window spans
 * both, so it costs a few bytes. The element stands on the last line; its JSON holds no line break.
 */
const pack = ({ payload, hsl }: StoredEvent): Uint8Array =>
  brotliCompressSync(`${payload}\n${hsl === undefined ? '' : JSON.stringify(hsl)}`, { params: compression });

const hslSchema = z.custom<Hsl>(isJsonObject);

const unpack = (content: Uint8Array): Pick<StoredEvent, 'payload' | 'hsl'> => {
  const lines = brotliDecompressSync(content).toString('utf8');
  const end = lines.lastIndexOf('\n');
  const hsl = lines.slice(end + 1);
  return { payload: lines.slice(0, end), hsl: hsl === '' ? undefined : z.parse(hslSchema, parseJson(hsl)) };
};

/** The event's attributes but for its keys and expiry. */
export const eventAttributes = (event: StoredEvent): Item => {
  const packed = { position: undefined, payload: undefined, hsl: undefined, content: pack(event) };
  return marshall({ ...event, ...packed }, { removeUndefinedValues: true });
};

/** @throws ZodError when the item is not an event of this version. */
export const eventFromItem = (item: Item): StoredEvent => {
  const { sk, content, ...rest } = z.parse(eventSchema, unmarshall(item));
  return { ...rest, ...unpack(content), position: sk.slice(eventPrefix.length) };
};

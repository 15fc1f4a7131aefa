import * as z from 'zod/mini';
import { optionalId } from '../id-fields.ts';
import type { Payload } from '../payload.ts';
import type { Reading } from '../source.ts';
import { userSchema } from './parties.ts';

/** The key of the first shapes has a space. */
const typingKeys = ['typing_indicator', 'typing indicator'] as const;

const typingNames: ReadonlySet<unknown> = new Set(typingKeys);

const typingSchema = z.object({ business_id: optionalId, user: userSchema });

const stateOf = (payload: Payload): unknown => typingKeys.map((key) => payload[key]).find(Boolean);

/** Whether the payload is a typing event: by its name, or before there were names by its key. */
export const isTyping = (eventName: unknown, payload: Payload): boolean =>
  typingNames.has(eventName) ||
  (eventName === undefined &&
    !Object.hasOwn(payload, 'message') &&
    typingKeys.some((key) => Object.hasOwn(payload, key)));

/** Typing is worth seconds: what cannot be understood of it is not kept. */
export const readTyping = (payload: Payload): Reading => {
  const state = stateOf(payload);
  if (state !== 'start' && state !== 'stop') {
    return { outcome: 'ignored', reason: 'typing: neither start nor stop' };
  }
  const { success, data } = z.safeParse(typingSchema, payload);
  if (!success) return { outcome: 'ignored', reason: 'typing: does not say whose conversation it is' };
  return { outcome: 'typing', typing: { businessId: data.business_id, user: data.user, state } };
};

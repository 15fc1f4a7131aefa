import { marshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { eventAttributes } from '#functions/shared/adapters/dynamo/event-item.ts';
import { eventKey, headKey } from '#functions/shared/adapters/dynamo/keys.ts';
import type { StoredEvent } from '#functions/shared/domain/event.ts';
import { feedFilter, feedTemplate } from '#lib/feed-event.ts';
import { sampleStored, someTime } from '#test/support/samples.ts';

const conversationId = 'haptik:343:customer-42';

/** What the stream tells of an event that was stored, as the table writes it. */
const recordOf = (event: StoredEvent): unknown => {
  const keys = marshall(eventKey(conversationId, event.position));
  const attributes = eventAttributes(event, { content: new Uint8Array([1]) });
  return { eventName: 'INSERT', dynamodb: { Keys: keys, NewImage: { ...keys, ...attributes } } };
};

const valueAt = (record: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => new Map(Object.entries(Object(value))).get(name), record);

/** What a pipe makes of a record: each `<$.path>` is replaced by the text that stands there, or by none. */
const told = (event: StoredEvent): Record<string, string> =>
  Object.fromEntries(
    Object.entries(feedTemplate).map(([name, template]) => {
      const [, path = ''] = /^<\$\.(.*)>$/.exec(template) ?? [];
      return [name, z.parse(z._default(z.string(), ''), valueAt(recordOf(event), path))];
    }),
  );

describe('feedTemplate', () => {
  test('tells of a delivery where it stands, what it is, and by which delivery it came', () => {
    expect(told(sampleStored(1001, 7, { deliveryId: 'delivery-1' }))).toEqual({
      conversationKey: 'CONV#haptik:343:customer-42',
      positionKey: 'MSG#00000000000000001001',
      seq: '7',
      kind: 'message',
      eventName: 'message',
      direction: 'in',
      receivedAt: String(someTime),
      storedAt: String(someTime + 5),
      deliveryId: 'delivery-1',
      outboxId: '',
    });
  });

  test('tells of what was sent by which command it was', () => {
    const sent = sampleStored(1001, 7, { direction: 'out', outboxId: 'haptik:customer-42:01' });

    expect(told(sent)).toMatchObject({ direction: 'out', deliveryId: '', outboxId: 'haptik:customer-42:01' });
  });

  test('tells nothing of what was said, or of who the user is beside the id', () => {
    const names = Object.values(feedTemplate).join(' ');

    expect(names).not.toMatch(/text|author|content|payload|hsl|platformAt/);
  });
});

describe('feedFilter', () => {
  const [{ prefix }] = feedFilter.dynamodb.Keys.sk.S;

  test('lets events through when they are new', () => {
    expect(feedFilter.eventName).toEqual(['INSERT']);
    expect(eventKey(conversationId, '1').sk.startsWith(prefix)).toBe(true);
  });

  test('lets nothing else of a conversation through', () => {
    expect(headKey(conversationId).sk.startsWith(prefix)).toBe(false);
  });
});

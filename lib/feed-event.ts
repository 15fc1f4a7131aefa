import type { StoredEvent } from '#functions/shared/domain/event.ts';

/** Items of the table that tell of an event, when they are new. */
export const feedFilter = {
  eventName: ['INSERT'],
  dynamodb: { Keys: { sk: { S: [{ prefix: 'MSG#' }] } } },
} as const;

const attribute = (name: 'pk' | 'sk' | keyof StoredEvent, type: 'S' | 'N'): string =>
  `<$.dynamodb.NewImage.${name}.${type}>`;

/**
 * What is told of an event; the rest is read through the API. A pipe copies values and cannot cut them, so the keys keep
 * their prefixes. In quotes every value is text, numbers too, and one that the event has not is empty.
 */
export const feedTemplate = {
  conversationKey: attribute('pk', 'S'),
  positionKey: attribute('sk', 'S'),
  seq: attribute('seq', 'N'),
  kind: attribute('kind', 'S'),
  eventName: attribute('eventName', 'S'),
  direction: attribute('direction', 'S'),
  receivedAt: attribute('receivedAt', 'N'),
  storedAt: attribute('storedAt', 'N'),
  deliveryId: attribute('deliveryId', 'S'),
  outboxId: attribute('outboxId', 'S'),
};

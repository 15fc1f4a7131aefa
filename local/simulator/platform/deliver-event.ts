import type { Platform } from './platform.ts';

/**
 * Delivers an event through the webhook. Not awaited: a client's answer never waits for the webhook. A delivery does not
 * reject; the webhook counts it.
 */
export const deliverEvent = ({ webhook }: Pick<Platform, 'webhook'>, event: object): void => {
  void webhook.deliver({ body: Buffer.from(JSON.stringify(event)) });
};

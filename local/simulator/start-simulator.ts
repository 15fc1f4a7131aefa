import { createControlRoutes } from './control-routes.ts';
import { createPlatformRoutes } from './platform-routes.ts';
import { createPlatformState } from './platform-state.ts';
import { serveRoutes } from './serve-routes.ts';
import { createWebhook } from './webhook.ts';

export type SimulatorOptions = {
  /** 0 picks a free port. */
  port: number;
  /** Where events are delivered: the relay's `/webhooks/<channel>`. */
  webhookUrl: string;
  webhookSecret: string;
  /** What clients must present as `Authorization: Bearer <token>` and `client-id`. */
  token: string;
  clientId: string;
  /** Divides the platform's waiting times, never the 5 s limit. */
  timeScale: number;
};

export type Simulator = { url: string; close(): Promise<void> };

/** The platform gives a webhook 5 s for its whole answer. */
const answerLimitMs = 5_000;

/**
 * Starts a Haptik platform on 127.0.0.1: the REST endpoints for users and messages, a bot that answers every
 * logged message through the webhook, and `/_control/*` to steer and watch it.
 */
export const startSimulator = async (options: SimulatorOptions): Promise<Simulator> => {
  const { port, webhookUrl, webhookSecret, token, clientId } = options;
  const state = createPlatformState();
  const webhook = createWebhook({ url: webhookUrl, secret: webhookSecret, limitMs: answerLimitMs });
  const server = await serveRoutes(
    port,
    new Map([
      ...createPlatformRoutes({ state, webhook, credentials: { token, clientId } }),
      ...createControlRoutes(state, webhook),
    ]),
  );
  return {
    url: server.url,
    close: async () => {
      await Promise.all([server.close(), webhook.close()]);
    },
  };
};

import { type Clock, machineClock } from './clock.ts';
import { createAnswerScript } from './control/answer-script.ts';
import { createControlRoutes } from './control/control-routes.ts';
import { type Call, scriptRoutes } from './control/scripted-routes.ts';
import { createPlatformRoutes } from './platform/platform-routes.ts';
import { createPlatformState } from './platform/platform-state.ts';
import { serveRoutes } from './serve-routes.ts';
import { createWebhook } from './webhook/webhook.ts';

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
  /** The machine's by default. */
  clock?: Clock | undefined;
};

export type Simulator = {
  url: string;
  /** Resolves when no attempt of a delivery is under way or about to be; repeats may wait. */
  idle(): Promise<void>;
  /** Resolves when no repeat waits either: the webhook does nothing more by itself. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

/** The platform gives a webhook 5 s for its whole answer. */
const answerLimitMs = 5_000;

const createRoutes = (options: SimulatorOptions) => {
  const { webhookUrl, webhookSecret, token, clientId, timeScale, clock = machineClock } = options;
  const target = { url: webhookUrl, secret: webhookSecret, limitMs: answerLimitMs };
  const webhook = createWebhook({ target, timeScale, clock });
  const state = createPlatformState();
  const script = createAnswerScript();
  const calls: Call[] = [];
  const platform = createPlatformRoutes({ state, webhook, clock, timeScale }, { token, clientId });
  const endpoints = [...platform.keys()];
  const routes = new Map([
    ...scriptRoutes(platform, { script, calls, clock }),
    ...createControlRoutes({ state, webhook, script, calls, endpoints }),
  ]);
  return { routes, webhook };
};

/**
 * Starts a Haptik platform on 127.0.0.1: the REST endpoints for users, messages, questions, files, feedback and
 * hand-offs, a bot that answers every logged message through the webhook, that webhook with its repeats and its
 * disabling, and `/_control/*` to steer and watch it.
 */
export const startSimulator = async (options: SimulatorOptions): Promise<Simulator> => {
  const { routes, webhook } = createRoutes(options);
  const server = await serveRoutes(options.port, routes);
  return {
    url: server.url,
    idle: () => webhook.idle(),
    settled: () => webhook.settled(),
    close: async () => {
      await Promise.all([server.close(), webhook.close()]);
    },
  };
};

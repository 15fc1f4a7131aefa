import { ok, type Route, type Routes, refuse, withBody } from '#local/simulator/routes.ts';
import { createAskRoutes } from './ask-routes.ts';
import { createFeedbackRoutes } from './feedback-routes.ts';
import { createFileRoutes } from './file-routes.ts';
import { createHandoffRoutes } from './handoff-routes.ts';
import { createMessageRoutes } from './message-routes.ts';
import type { Credentials, Platform } from './platform.ts';
import { enableSchema } from './requests.ts';
import { createUserRoutes } from './user-routes.ts';

const guarded =
  ({ token, clientId }: Credentials, route: Route): Route =>
  (request) =>
    request.headers.authorization === `Bearer ${token}` && request.headers['client-id'] === clientId
      ? route(request)
      : refuse(401, 'invalid authorization details');

const createWebhookRoutes = ({ webhook }: Platform): Routes => {
  // There is one webhook here: business_id and device_platform, which choose one at the platform, do not matter.
  const enable = () => {
    webhook.enable();
    return ok({ enabled: true });
  };
  return new Map([['POST /v1.0/webhook/', withBody(enableSchema, enable)]]);
};

/** The platform's REST endpoints. Every logged message is answered by the bot through the webhook. */
export const createPlatformRoutes = (platform: Platform, credentials: Credentials): Routes => {
  const routes = [
    createUserRoutes,
    createMessageRoutes,
    createAskRoutes,
    createFileRoutes,
    createFeedbackRoutes,
    createWebhookRoutes,
  ].flatMap((create) => [...create(platform)]);
  return new Map([
    ...routes.map(([endpoint, route]): [string, Route] => [endpoint, guarded(credentials, route)]),
    // It has words of its own for wrong credentials.
    ...createHandoffRoutes(platform, credentials),
  ]);
};

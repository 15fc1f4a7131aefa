import type { RouteKey } from '#functions/api/route-key.ts';

/** The route of every platform's deliveries. Open: the signature is judged by `ingest`. */
export const webhookRoute = 'POST /webhooks/{channel}';

/** Anyone, or the company's own backend, which shows an IAM signature or a token. */
export type ApiCaller = 'anyone' | 'backend';

/** Who may call each route of `api`. A route that the function has and this list lacks does not compile. */
export const apiRoutes: Readonly<Record<RouteKey, ApiCaller>> = {
  'GET /healthz': 'anyone',
  'GET /v1/conversations': 'backend',
  'GET /v1/conversations/{id}': 'backend',
  'GET /v1/conversations/{id}/messages': 'backend',
  'GET /v1/conversations/{id}/changes': 'backend',
  'POST /v1/conversations/{id}/messages': 'backend',
  'POST /v1/conversations/{id}/files': 'backend',
  'POST /v1/conversations/{id}/feedback': 'backend',
  'POST /v1/conversations/{id}/ask': 'backend',
  'POST /v1/conversations/{id}/handoff': 'backend',
  'GET /v1/users/{user}/conversations': 'backend',
  'PUT /v1/users/{user}': 'backend',
  'GET /v1/outbox': 'backend',
  'GET /v1/outbox/{outboxId}': 'backend',
  'POST /v1/outbox/{outboxId}/uploaded': 'backend',
  'POST /v1/outbox/{outboxId}/retry': 'backend',
  'POST /v1/channels/{channel}/enable': 'backend',
  'GET /v1/quarantine': 'backend',
  'GET /v1/quarantine/{id}': 'backend',
  'POST /v1/quarantine/{id}/replay': 'backend',
};

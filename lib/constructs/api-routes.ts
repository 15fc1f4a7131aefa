import type { RouteKey } from '#functions/api/route-key.ts';

/** The route of every platform's deliveries. Open: the signature is judged by `ingest`. */
export const webhookRoute = 'POST /webhooks/{channel}';

/** Who may call each route of `api`. A route that the function has and this list lacks does not compile. */
export const apiRoutes: Readonly<Record<RouteKey, 'anyone' | 'iam'>> = {
  'GET /healthz': 'anyone',
  'GET /v1/conversations': 'iam',
  'GET /v1/conversations/{id}': 'iam',
  'GET /v1/conversations/{id}/messages': 'iam',
  'GET /v1/conversations/{id}/changes': 'iam',
  'POST /v1/conversations/{id}/messages': 'iam',
  'POST /v1/conversations/{id}/files': 'iam',
  'POST /v1/conversations/{id}/feedback': 'iam',
  'POST /v1/conversations/{id}/ask': 'iam',
  'POST /v1/conversations/{id}/handoff': 'iam',
  'GET /v1/users/{user}/conversations': 'iam',
  'PUT /v1/users/{user}': 'iam',
  'GET /v1/outbox': 'iam',
  'GET /v1/outbox/{outboxId}': 'iam',
  'POST /v1/outbox/{outboxId}/uploaded': 'iam',
  'POST /v1/outbox/{outboxId}/retry': 'iam',
  'POST /v1/channels/{channel}/enable': 'iam',
  'GET /v1/quarantine': 'iam',
  'GET /v1/quarantine/{id}': 'iam',
  'POST /v1/quarantine/{id}/replay': 'iam',
};

/** The routes of the company's own API, written as API Gateway names them. `lib` builds exactly these. */
export type RouteKey =
  | 'GET /healthz'
  | 'GET /v1/conversations'
  | 'GET /v1/conversations/{id}'
  | 'GET /v1/conversations/{id}/messages'
  | 'GET /v1/conversations/{id}/changes'
  | 'GET /v1/users/{user}/conversations'
  | 'GET /v1/quarantine'
  | 'GET /v1/quarantine/{id}'
  | 'POST /v1/quarantine/{id}/replay';

import type { ServerResponse } from 'node:http';

export type Reply = { readonly status: number; readonly type: string; readonly body: string };

export const page = (body: string): Reply => ({ status: 200, type: 'text/html; charset=utf-8', body });
export const json = (body: object): Reply => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(body),
});
export const refuse = (status: number, why: string): Reply => ({
  status,
  type: 'text/plain',
  body: `${why}\n`,
});

/** Scripts and styles are files of this server: what stands in HTML runs nothing, loads nothing and sends nothing. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const send = (response: ServerResponse, { status, type, body }: Reply): void => {
  response
    .writeHead(status, {
      'content-type': type,
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    .end(body);
};

import type { IncomingMessage } from 'node:http';
import { createTraceId } from '#local/lambda/trace-id.ts';

/** What a request's header lines become in an event. */
export type EventHeaders = {
  /** Lower-case names; repeated ones joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** `name=value`, one per cookie; absent where there is none. */
  readonly cookies?: string[];
};

// They describe the connection to the gateway, not the request.
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

// Not `request.headers`: Node drops repeats of some headers and joins the others with a space after the comma.
const gather = (rawHeaders: readonly string[]): Map<string, string[]> => {
  const values = new Map<string, string[]>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    values.set(name, [...(values.get(name) ?? []), rawHeaders[index + 1] ?? '']);
  }
  return values;
};

const splitCookies = (lines: readonly string[]): string[] =>
  lines.flatMap((line) => line.split(';').map((cookie) => cookie.trim())).filter((cookie) => cookie !== '');

/** The headers as API Gateway passes them on: cookies apart, its own headers added. */
export const eventHeaders = (request: IncomingMessage, bodyLength: number): EventHeaders => {
  const { remoteAddress = '', localPort } = request.socket;
  const values = gather(request.rawHeaders);
  const cookies = splitCookies(values.get('cookie') ?? []);
  values.set('content-length', [String(bodyLength)]);
  values.set('x-amzn-trace-id', [createTraceId()]);
  values.set('x-forwarded-for', [...(values.get('x-forwarded-for') ?? []), remoteAddress]);
  values.set('x-forwarded-port', [String(localPort)]);
  values.set('x-forwarded-proto', ['http']);
  const headers = Object.fromEntries(
    [...values]
      .filter(([name]) => name !== 'cookie' && !hopByHop.has(name))
      .map(([name, lines]) => [name, lines.join(',')]),
  );
  return cookies.length > 0 ? { headers, cookies } : { headers };
};

import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export type Answer = APIGatewayProxyStructuredResultV2;

/** An answer whose body is JSON text already. */
export const jsonText = (statusCode: number, body: string, headers: Record<string, string> = {}): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...headers },
  body,
});

/** A JSON answer. */
export const json = (statusCode: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  jsonText(statusCode, JSON.stringify(body), headers);

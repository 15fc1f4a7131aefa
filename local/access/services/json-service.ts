import { randomUUID } from 'node:crypto';
import type { Permission } from '#local/access/permission.ts';
import type { Needs, Refusal, Service } from '#local/access/service.ts';

/** Reads from the parsed body of one operation what it needs. */
export type ReadNeeds = (body: unknown) => readonly Permission[];

type JsonService = {
  /** As policies name it. */
  readonly name: string;
  readonly operations: ReadonlyMap<string, ReadNeeds>;
  readonly refusal: {
    readonly status: number;
    readonly type: string;
    readonly version: '1.0' | '1.1';
    /** Its name in the older protocol, for clients that still go by that. */
    readonly queryError?: string;
  };
};

const readNeeds = ({ name, operations }: JsonService, target: string, body: string): Needs => {
  const operation = target.slice(target.indexOf('.') + 1);
  const read = operations.get(operation);
  if (!read) return { kind: 'unknown', what: `${name}:${operation}` };
  return { kind: 'known', permissions: read(JSON.parse(body)) };
};

const refuse = ({ refusal }: JsonService, message: string): Refusal => ({
  status: refusal.status,
  headers: {
    'content-type': `application/x-amz-json-${refusal.version}`,
    'x-amzn-requestid': randomUUID(),
    ...(refusal.queryError !== undefined && { 'x-amzn-query-error': `${refusal.queryError};Sender` }),
  },
  body: JSON.stringify({ __type: refusal.type, Message: message }),
});

/** A service whose requests name their operation in `X-Amz-Target` and are JSON. */
export const createJsonService = (service: JsonService): Service => ({
  readsBody: true,
  needs: ({ headers }, body) => readNeeds(service, String(headers['x-amz-target'] ?? ''), body),
  refuse: (message) => refuse(service, message),
});

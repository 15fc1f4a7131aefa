import { randomUUID } from 'node:crypto';
import type { AwsRequest, Needs, Refusal, Service } from '#local/access/service.ts';
import { readS3Call, type S3Call } from './read-s3-call.ts';

const bucketArn = ({ bucket }: S3Call): string => `arn:aws:s3:::${bucket}`;

const onObject = (action: string, call: S3Call): Extract<Needs, { kind: 'known' }> => ({
  kind: 'known',
  permissions: [{ action: `s3:${action}`, resource: `${bucketArn(call)}/${call.key}` }],
});

const listing = (call: S3Call, prefix: string | undefined) => ({
  action: 's3:ListBucket',
  resource: bucketArn(call),
  ...(prefix !== undefined && { context: { 's3:prefix': prefix } }),
});

/** Whether an object is missing may know who may list it: S3 asks as if its key were the prefix. */
const reading = (call: S3Call): Needs => ({
  ...onObject('GetObject', call),
  toKnowItIsMissing: listing(call, call.key),
});

const known = new Map<string, (call: S3Call) => Needs>([
  ['GET object', reading],
  ['HEAD object', reading],
  ['PUT object', (call) => onObject('PutObject', call)],
  ['DELETE object', (call) => onObject('DeleteObject', call)],
  // The steps of an upload in parts.
  ['POST object ?uploads', (call) => onObject('PutObject', call)],
  ['PUT object ?partNumber&uploadId', (call) => onObject('PutObject', call)],
  ['POST object ?uploadId', (call) => onObject('PutObject', call)],
  ['DELETE object ?uploadId', (call) => onObject('AbortMultipartUpload', call)],
  ['GET bucket', (call) => ({ kind: 'known', permissions: [listing(call, call.prefix)] })],
  ['HEAD bucket', (call) => ({ kind: 'known', permissions: [listing(call, undefined)] })],
]);

const needs = (request: AwsRequest): Needs => {
  const call = readS3Call(request);
  return known.get(call.shape)?.(call) ?? { kind: 'unknown', what: `s3: ${call.shape}` };
};

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const refuse = (message: string): Refusal => ({
  status: 403,
  headers: { 'content-type': 'application/xml', 'x-amz-request-id': randomUUID() },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>${escapeXml(message)}</Message></Error>`,
});

/** S3 with path-style addresses. Only method, path and query say what a request is, so bodies pass unread. */
export const s3: Service = { readsBody: false, needs, refuse };

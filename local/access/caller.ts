import { splitUrl } from '#local/split-url.ts';
import type { LambdaFunction } from '#local/template/functions.ts';
import type { AwsRequest } from './service.ts';

/** The access key id that a function signs with on this machine: its name. */
export const accessKeyId = ({ name }: Pick<LambdaFunction, 'name'>): string => name;

/** The access key id that a request was signed with, in its headers or in its URL; empty where there is none. */
export const signedBy = (request: AwsRequest): string => {
  const [, inHeader] = /Credential=([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  if (inHeader !== undefined) return inHeader;
  const inUrl = new URLSearchParams(splitUrl(request).query).get('X-Amz-Credential') ?? '';
  return inUrl.split('/')[0] ?? '';
};

import type { AwsRequest } from '#local/access/service.ts';
import { splitUrl } from '#local/split-url.ts';

/** What an S3 request is about. */
export type S3Call = {
  /** Method, `bucket` or `object`, and whatever makes it another operation: `PUT object ?partNumber&uploadId`. */
  readonly shape: string;
  readonly bucket: string;
  readonly key: string;
  readonly prefix: string | undefined;
};

/** Query parameters that make no other operation of a request, in lower case. */
const harmless = [
  /^x-id$/,
  // Of signed URLs, and checksums.
  /^x-amz-/,
  /^(list-type|prefix|delimiter|max-keys|start-after|continuation-token|encoding-type|fetch-owner|marker)$/,
];

/** Headers that take a permission of their own. */
const demanding = ['x-amz-acl', 'x-amz-copy-source', 'x-amz-tagging', 'x-amz-bypass-governance-retention'];

const isHarmless = (parameter: string): boolean =>
  harmless.some((pattern) => pattern.test(parameter.toLowerCase()));

/** @throws URIError for a path that is no UTF-8. */
export const readS3Call = (request: AwsRequest): S3Call => {
  const { method = '', headers } = request;
  const { path, query } = splitUrl(request);
  const [, bucket = '', ...segments] = path.split('/');
  const key = decodeURIComponent(segments.join('/'));
  const parameters = new URLSearchParams(query);
  const telling = [...parameters.keys()].filter((name) => !isHarmless(name)).toSorted();
  const shape = [
    method,
    key === '' ? 'bucket' : 'object',
    ...(telling.length > 0 ? [`?${telling.join('&')}`] : []),
    ...demanding.filter((name) => name in headers).map((name) => `with ${name}`),
  ].join(' ');
  return { shape, bucket, key, prefix: parameters.get('prefix') ?? undefined };
};

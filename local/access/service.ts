import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import type { Permission } from './permission.ts';

/** A request to AWS, as far as it tells what it wants. */
export type AwsRequest = {
  readonly method?: string | undefined;
  /** Path and query, encoded. */
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
};

/** What a request needs. */
export type Needs =
  | {
      readonly kind: 'known';
      readonly permissions: readonly Permission[];
      /** Who asks for what does not exist is told so only with this permission, and refused without. */
      readonly toKnowItIsMissing?: Permission;
    }
  /** The local system does not know what permissions this takes. */
  | { readonly kind: 'unknown'; readonly what: string };

/** An answer as the service would give it. */
export type Refusal = {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
};

/** How requests to one AWS service are read and refused. */
export type Service = {
  /** Whether the body tells what a request needs. */
  readonly readsBody: boolean;
  /** @throws where the request is not one of the service's. */
  readonly needs: (request: AwsRequest, body: string) => Needs;
  readonly refuse: (message: string) => Refusal;
};

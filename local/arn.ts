import { accountId, region } from './emulators/client-settings.ts';

/** ARN of a resource of the local account. */
export const localArn = (service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

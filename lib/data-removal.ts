import { RemovalPolicy } from 'aws-cdk-lib';
import type { RelaySettings } from './settings.ts';

/** What becomes of a resource that holds data when it leaves the stack. */
export const dataRemoval = (settings: Pick<RelaySettings, 'protected'>): RemovalPolicy =>
  settings.protected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

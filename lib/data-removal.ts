import { RemovalPolicy } from 'aws-cdk-lib';
import type { RelaySettings } from './settings.ts';

/**
 * What becomes of a resource that holds data when it leaves the stack. Where it was made by a deployment that failed it
 * holds none yet, and goes again: else each try would leave one behind.
 */
export const dataRemoval = (settings: Pick<RelaySettings, 'protected'>): RemovalPolicy =>
  settings.protected ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;

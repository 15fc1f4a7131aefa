import { RemovalPolicy } from 'aws-cdk-lib';
import type { Stage } from './stage.ts';

/** What becomes of a resource that holds data when it leaves the stack. */
export const dataRemoval = (stage: Pick<Stage, 'protected'>): RemovalPolicy =>
  stage.protected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;

import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { HaptikRelay } from './haptik-relay.ts';
import { addOutputs } from './outputs.ts';
import type { Stage } from './stage.ts';

/** One stage: the relay, and what an operator needs of it after a deployment. */
export class RelayStack extends Stack {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: Stage }) {
    super(scope, id, { terminationProtection: stage.protected });
    const { name: _, ...settings } = stage;
    // An id of this name stands in no path, so that the resources are named as if they were the stack's own.
    const relay = new HaptikRelay(this, 'Default', settings);
    addOutputs(this, relay);
  }
}

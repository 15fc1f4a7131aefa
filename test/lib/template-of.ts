import { Template } from 'aws-cdk-lib/assertions';
import { createRelayApp } from '#lib/relay-app.ts';
import { context } from './cdk-json.ts';

/** The template of a stage. Its functions are not bundled, which is most of the time a synthesis takes. */
export const templateOf = (stage: string): Template => {
  const app = createRelayApp({ context: { ...context, stage, 'aws:cdk:bundling-stacks': [] } });
  return Template.fromJSON(app.synth().getStackByName(`haptik-relay-${stage}`).template);
};

import { Template } from 'aws-cdk-lib/assertions';
import { createRelayApp } from '#lib/relay-app.ts';
import { context } from './cdk-json.ts';

type Given = Readonly<Record<string, string>>;

/**
 * The template of a stage, with what `-c` sets. Its functions are not bundled, which is most of the time a synthesis
 * takes.
 */
export const templateOf = (stage: string, given: Given = {}): Template => {
  const app = createRelayApp({ context: { ...context, stage, ...given, 'aws:cdk:bundling-stacks': [] } });
  return Template.fromJSON(app.synth().getStackByName(`haptik-relay-${stage}`).template);
};

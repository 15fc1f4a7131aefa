import { App } from 'aws-cdk-lib';
import {
  ANNOTATIONS_IN_VALIDATION_REPORT,
  ASSET_RESOURCE_METADATA_ENABLED_CONTEXT,
  PATH_METADATA_ENABLE_CONTEXT,
} from 'aws-cdk-lib/cx-api';
import { contextSettings } from './context-settings.ts';
import { RelayStack } from './relay-stack.ts';
import { stageNamed } from './stage.ts';

/** Where the cloud assembly goes (default: the CLI's choice, else a temporary folder), and the context. */
export type RelayAppOptions = {
  readonly outdir?: string;
  /** cdk.json's context; empty where the CLI runs the app, as it hands that over itself. */
  readonly context: Readonly<Record<string, unknown>>;
};

/**
 * The CDK app with the stack of the stage that the context names (`stage`, default `dev`). Whether the template is one that
 * CloudFormation takes and experts advise is not looked at: see bin/app.ts.
 * @throws ConfigurationError when the stage is unknown or its settings cannot be deployed.
 */
export const createRelayApp = (options: RelayAppOptions): App => {
  const app = new App({
    ...options,
    // Fixed here, as the CLI and each user's ~/.cdk.json differ: one source makes one template, whoever runs it.
    analyticsReporting: false,
    postCliContext: {
      [PATH_METADATA_ENABLE_CONTEXT]: true,
      [ASSET_RESOURCE_METADATA_ENABLED_CONTEXT]: false,
      // Warnings are then told by the CLI alone: a run on one's own machine has no alarms that somebody could be told of.
      [ANNOTATIONS_IN_VALIDATION_REPORT]: false,
    },
    // It takes longer than everything else together, and says nothing that a deployment would not say.
    builtinCloudFormationValidation: false,
  });
  const context: Readonly<Record<string, unknown>> = app.node.getAllContext();
  const stage = stageNamed(context.stage, contextSettings(context));
  new RelayStack(app, `haptik-relay-${stage.name}`, { stage });
  return app;
};

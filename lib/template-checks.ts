import {
  type App,
  CloudFormationValidatePlugin,
  type IPolicyValidationPlugin,
  type PolicyValidationPluginReport,
  Validations,
} from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';

/** The same findings, of which every one is an error: a warning that nobody must read is not read. */
const strictly = (plugin: Pick<IPolicyValidationPlugin, 'name' | 'validate'>): IPolicyValidationPlugin => ({
  name: plugin.name,
  validate: (context): PolicyValidationPluginReport => {
    const report = plugin.validate(context);
    const violations = report.violations.map((violation) => ({ ...violation, severity: 'error' }));
    return { ...report, violations, success: violations.length === 0 };
  },
});

// One for all apps of a process, as its engine takes seconds to start.
const cloudFormation = new CloudFormationValidatePlugin();

/**
 * Has synthesis fail for whatever CloudFormation would not take, and for whatever cdk-nag finds and nobody gave a reason
 * for (`accept`).
 */
export const addTemplateChecks = (app: App): void =>
  Validations.of(app).addPlugins(
    strictly(cloudFormation),
    strictly(new AwsSolutionsChecks(app)),
    strictly(new ServerlessChecks(app)),
  );

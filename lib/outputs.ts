import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { Channel } from '#functions/shared/domain/channel.ts';

/** `haptik` → `Haptik`, `fine-guide` → `FineGuide`. */
const suffix = (channelName: string): string =>
  channelName.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Adds what an operator needs after a deployment: the URLs, and per channel how to see its secret. */
export const addOutputs = (
  stack: Stack,
  { apiUrl, channels }: { readonly apiUrl: string; readonly channels: readonly Channel[] },
): void => {
  new CfnOutput(stack, 'ApiUrl', { value: apiUrl, description: 'Base URL of the API for your own backend' });
  for (const { name, secretId } of channels) {
    new CfnOutput(stack, `WebhookUrl${suffix(name)}`, {
      value: `${apiUrl}/webhooks/${name}`,
      description: `Webhook URL to enter at the platform of channel ${name}`,
    });
    new CfnOutput(stack, `ShowSecret${suffix(name)}`, {
      value: `aws secretsmanager get-secret-value --region ${stack.region} --secret-id ${secretId} --query SecretString --output text`,
      description: `Command that shows the webhook secret of channel ${name}`,
    });
  }
};

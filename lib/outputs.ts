import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { outputName } from './output-name.ts';

/** Adds what an operator needs after a deployment: the URLs, and per channel how to see and to store its secrets. */
export const addOutputs = (
  stack: Stack,
  { apiUrl, channels }: { readonly apiUrl: string; readonly channels: readonly Channel[] },
): void => {
  new CfnOutput(stack, 'ApiUrl', { value: apiUrl, description: 'Base URL of the API for your own backend' });
  for (const { name, secretId, send } of channels) {
    new CfnOutput(stack, outputName('WebhookUrl', name), {
      value: `${apiUrl}/webhooks/${name}`,
      description: `Webhook URL to enter at the platform of channel ${name}`,
    });
    new CfnOutput(stack, outputName('ShowSecret', name), {
      value: `aws secretsmanager get-secret-value --region ${stack.region} --secret-id ${secretId} --query SecretString --output text`,
      description: `Command that shows the webhook secret of channel ${name}`,
    });
    if (send === undefined) continue;
    new CfnOutput(stack, outputName('StoreToken', name), {
      value: `aws secretsmanager put-secret-value --region ${stack.region} --secret-id ${send.credentialsId} --secret-string '{"token":"TOKEN","clientId":"CLIENT_ID"}'`,
      description: `Command that stores the credentials for the platform of channel ${name}, once its values are put in`,
    });
  }
};

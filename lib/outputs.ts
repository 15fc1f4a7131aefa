import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { HaptikRelay } from './haptik-relay.ts';
import { outputName } from './output-name.ts';

/** What an operator needs after a deployment: the URLs, and per channel how to see and to store its secrets. */
export const addOutputs = (stack: Stack, relay: HaptikRelay): void => {
  const put = (id: string, value: string, description: string) =>
    new CfnOutput(stack, id, { value, description });
  put('ApiUrl', relay.url, 'Base URL of the API for your own backend');
  put('DashboardUrl', relay.dashboardUrl, 'The dashboard in CloudWatch');
  if (relay.domain) {
    put('DomainTarget', relay.domain.target, 'Host that a CNAME record of your domain must lead to');
    put('DomainTargetZone', relay.domain.targetZoneId, 'Zone of that host, for an alias record of Route 53');
  }
  for (const { name, secretId, send } of relay.channels) {
    put(
      outputName('WebhookUrl', name),
      relay.webhookUrl(name),
      `Webhook URL to enter at the platform of channel ${name}`,
    );
    put(
      outputName('ShowSecret', name),
      `aws secretsmanager get-secret-value --region ${stack.region} --secret-id ${secretId} --query SecretString --output text`,
      `Command that shows the webhook secret of channel ${name}`,
    );
    if (send === undefined) continue;
    put(
      outputName('StoreToken', name),
      `aws secretsmanager put-secret-value --region ${stack.region} --secret-id ${send.credentialsId} --secret-string '{"token":"TOKEN","clientId":"CLIENT_ID"}'`,
      `Command that stores the credentials for the platform of channel ${name}, once its values are put in`,
    );
  }
};

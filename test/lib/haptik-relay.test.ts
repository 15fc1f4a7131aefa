import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, test } from 'vitest';
import { permissions } from './permissions.ts';
import { ownStack, relayIn, templateWith } from './relay-in.ts';

const channels = [{ name: 'haptik', source: 'haptik' }] as const;

describe('HaptikRelay in somebody’s own app', () => {
  test.each([
    ['AWS::DynamoDB::Table', 'Retain'],
    ['AWS::S3::Bucket', 'RetainExceptOnCreate'],
    ['AWS::SQS::Queue', 'RetainExceptOnCreate'],
    ['AWS::SecretsManager::Secret', 'RetainExceptOnCreate'],
  ])('keeps what its %s stored when it is taken out of the stack, unless told otherwise', (type, kept) => {
    templateWith().allResources(type, { DeletionPolicy: kept, UpdateReplacePolicy: 'Retain' });
    templateWith({ protected: false }).allResources(type, { DeletionPolicy: 'Delete' });
  });

  test('keeps logs as long as it is told', () => {
    templateWith({ logRetentionDays: 7 }).allResourcesProperties('AWS::Logs::LogGroup', {
      RetentionInDays: 7,
    });
  });

  test('is in no VPC', () => {
    templateWith().allResourcesProperties('AWS::Lambda::Function', { VpcConfig: Match.absent() });
  });

  test('says where its webhooks and its dashboard are', () => {
    const stack = ownStack();
    const relay = relayIn(stack);
    const domain = {
      name: 'relay.example.com',
      certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/1',
    };
    const other = relayIn(stack, { domain }, 'Other');

    expect(stack.resolve(relay.webhookUrl('haptik'))).toEqual({
      'Fn::Join': ['', [stack.resolve(relay.httpApi.apiEndpoint), '/webhooks/haptik']],
    });
    expect(other.webhookUrl('haptik')).toBe('https://relay.example.com/webhooks/haptik');
    expect(JSON.stringify(stack.resolve(relay.dashboardUrl))).toMatch(/#dashboards\/dashboard\/own-Relay-/);
  });

  test('knows no channel but its own', () => {
    const relay = relayIn(ownStack());

    expect(() => relay.webhookUrl('haptic')).toThrow('There is no channel haptic, only haptik.');
    expect(() => relay.secrets.of('haptic')).toThrow('There is no channel haptic, only haptik.');
  });

  test('lets a backend call the API for backends', () => {
    const stack = ownStack();
    const role = new Role(stack, 'Backend', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    relayIn(stack).grantCalls(role);

    const [permission = ''] = permissions(Template.fromStack(stack), 'Backend');

    expect(permission).toMatch(
      /^execute-api:Invoke on arn:<AWS::Partition>:execute-api:.*:<RelayHttpApi>\/\*\/\*\/v1\/\*$/,
    );
  });

  test('lets a reader have the webhooks’ secret', () => {
    const stack = ownStack();
    const role = new Role(stack, 'Reader', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    relayIn(stack).secrets.of('haptik').grantRead(role);

    expect(permissions(Template.fromStack(stack), 'Reader')).toContain(
      'secretsmanager:GetSecretValue on <RelaySecretshaptik>',
    );
  });

  test('stands twice in a stack, with names of its own for what has a name', () => {
    const stack = ownStack();
    relayIn(stack, { channels: [{ name: 'one', source: 'haptik' }] }, 'One');
    relayIn(stack, { channels: [{ name: 'two', source: 'haptik' }] }, 'Two');

    const { Resources } = Template.fromStack(stack).toJSON();
    const named = Object.values<{ Type: string; Properties?: Record<string, unknown> }>(Resources).flatMap(
      ({ Type, Properties = {} }) =>
        ['LogGroupName', 'AlarmName', 'DashboardName', 'QueryName'].flatMap((key) =>
          typeof Properties[key] === 'string' ? [`${Type} ${Properties[key]}`] : [],
        ),
    );

    expect(named.length).toBeGreaterThan(0);
    expect(new Set(named).size).toBe(named.length);
  });

  test('tells alarms to a topic of somebody’s own', () => {
    const stack = ownStack();
    const alarmTopic = new Topic(stack, 'Alarms');
    const relay = relayIn(stack, { alarmTopic });

    expect(relay.alarmTopic).toBe(alarmTopic);
    Template.fromStack(stack).resourceCountIs('AWS::SNS::Topic', 1);
  });

  test('refuses a setting that there is not, and lists those of a construct too', () => {
    const mistyped = { retentionDays: 90, alarmEmial: 'me@example.com' };

    expect(() => templateWith(mistyped)).toThrow(
      /There is no setting alarmEmial; there are channels, .*, eventBus, alarmTopic\.\nThey are the settings of own\/Relay\.$/,
    );
  });

  test('refuses settings that contradict one another', () => {
    expect(() => templateWith({ channels, retentionDays: 7 })).toThrow('a whole number above 14');
  });
});

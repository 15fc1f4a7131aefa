import { localArn } from '#local/arn.ts';
import { accountId } from '#local/emulators/client-settings.ts';

/** What only the running system knows: where queues are and where the HTTP API is. */
export type Addresses = { readonly sqs: string; readonly api: string };

/** What a resource is called once it exists: the value of `Ref`, and those of `Fn::GetAtt`. */
export type PhysicalResource = {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
};

type Resource = {
  readonly name: string;
  readonly addresses: Addresses;
  /** Those that name it, evaluated. */
  readonly properties: Readonly<Record<string, unknown>>;
};

const functionArn = (name: string): string => localArn('lambda', `function:${name}`);

/** The ARN of a function in one version or under one alias. The template may name the function by its own ARN. */
const qualifiedArn = ({ properties }: Resource, qualifier: string): string => {
  const name = String(properties.FunctionName);
  return `${name.startsWith('arn:') ? name : functionArn(name)}:${qualifier}`;
};

const alarm = ({ name }: Resource): PhysicalResource => ({
  ref: name,
  attributes: { Arn: localArn('cloudwatch', `alarm:${name}`) },
});

const describe: Readonly<Record<string, (resource: Resource) => PhysicalResource>> = {
  'AWS::DynamoDB::Table': ({ name }) => ({
    ref: name,
    attributes: { Arn: localArn('dynamodb', `table/${name}`) },
  }),
  'AWS::SQS::Queue': ({ name, addresses }) => {
    const url = `${addresses.sqs}/${accountId}/${name}`;
    return { ref: url, attributes: { Arn: localArn('sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::S3::Bucket': ({ name }) => ({ ref: name, attributes: { Arn: `arn:aws:s3:::${name}` } }),
  'AWS::SecretsManager::Secret': ({ name }) => {
    const id = localArn('secretsmanager', `secret:${name}`);
    return { ref: id, attributes: { Id: id } };
  },
  'AWS::Lambda::Function': ({ name }) => ({
    ref: name,
    attributes: { Arn: functionArn(name) },
  }),
  'AWS::Lambda::Version': (resource) => {
    const version = qualifiedArn(resource, '1');
    return { ref: version, attributes: { Version: '1', FunctionArn: version } };
  },
  'AWS::Lambda::Alias': (resource) => {
    const alias = qualifiedArn(resource, resource.name);
    return { ref: alias, attributes: { AliasArn: alias } };
  },
  'AWS::IAM::Role': ({ name }) => ({
    ref: name,
    attributes: { Arn: `arn:aws:iam::${accountId}:role/${name}`, RoleId: name },
  }),
  'AWS::Logs::LogGroup': ({ name }) => ({
    ref: name,
    attributes: { Arn: localArn('logs', `log-group:${name}:*`) },
  }),
  'AWS::SNS::Topic': ({ name }) => ({
    ref: localArn('sns', name),
    attributes: { TopicArn: localArn('sns', name), TopicName: name },
  }),
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': alarm,
  'AWS::CloudWatch::Dashboard': ({ name }) => ({ ref: name, attributes: {} }),
  'AWS::ApiGatewayV2::Api': ({ name, addresses }) => ({
    ref: name,
    attributes: { ApiId: name, ApiEndpoint: addresses.api },
  }),
  'AWS::ApiGatewayV2::Integration': ({ name }) => ({ ref: name, attributes: { IntegrationId: name } }),
  'AWS::Events::Rule': ({ name }) => ({ ref: name, attributes: { Arn: localArn('events', `rule/${name}`) } }),
  // Nothing refers to these, but whatever is listed has a name.
  'AWS::ApiGatewayV2::Stage': ({ name }) => ({ ref: name, attributes: {} }),
  'AWS::IAM::Policy': ({ name }) => ({ ref: name, attributes: { Id: name } }),
  'AWS::IAM::ManagedPolicy': ({ name }) => ({
    ref: `arn:aws:iam::${accountId}:policy/${name}`,
    attributes: {},
  }),
  'AWS::ApiGatewayV2::Route': ({ name }) => ({ ref: name, attributes: { RouteId: name } }),
  'AWS::Lambda::EventSourceMapping': ({ name }) => ({ ref: name, attributes: { Id: name } }),
};

/** The resource of this type and name; undefined where the local system has nothing of the type. */
export const physicalResource = (type: string, resource: Resource): PhysicalResource | undefined =>
  describe[type]?.(resource);

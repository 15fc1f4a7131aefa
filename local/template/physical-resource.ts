import { accountId, region } from '#local/emulators/client-settings.ts';

/** What only the running system knows: where queues are and where the HTTP API is. */
export type Addresses = { readonly sqs: string; readonly api: string };

/** What a resource is called once it exists: the value of `Ref`, and those of `Fn::GetAtt`. */
export type PhysicalResource = {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
};

type Resource = { readonly name: string; readonly addresses: Addresses };

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${region}:${accountId}:${resource}`;

const describe: Readonly<Record<string, (resource: Resource) => PhysicalResource>> = {
  'AWS::DynamoDB::Table': ({ name }) => ({
    ref: name,
    attributes: { Arn: arn('dynamodb', `table/${name}`) },
  }),
  'AWS::SQS::Queue': ({ name, addresses }) => {
    const url = `${addresses.sqs}/${accountId}/${name}`;
    return { ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::S3::Bucket': ({ name }) => ({ ref: name, attributes: { Arn: `arn:aws:s3:::${name}` } }),
  'AWS::SecretsManager::Secret': ({ name }) => {
    const id = arn('secretsmanager', `secret:${name}`);
    return { ref: id, attributes: { Id: id } };
  },
  'AWS::Lambda::Function': ({ name }) => ({
    ref: name,
    attributes: { Arn: arn('lambda', `function:${name}`) },
  }),
  'AWS::ApiGatewayV2::Api': ({ name, addresses }) => ({
    ref: name,
    attributes: { ApiId: name, ApiEndpoint: addresses.api },
  }),
  'AWS::ApiGatewayV2::Integration': ({ name }) => ({ ref: name, attributes: { IntegrationId: name } }),
  'AWS::Events::Rule': ({ name }) => ({ ref: name, attributes: { Arn: arn('events', `rule/${name}`) } }),
  // Nothing refers to these, but whatever is listed has a name.
  'AWS::ApiGatewayV2::Route': ({ name }) => ({ ref: name, attributes: { RouteId: name } }),
  'AWS::Lambda::EventSourceMapping': ({ name }) => ({ ref: name, attributes: { Id: name } }),
};

/** The resource of this type and name; undefined where the local system has nothing of the type. */
export const physicalResource = (type: string, resource: Resource): PhysicalResource | undefined =>
  describe[type]?.(resource);

type Naming = { readonly property: string; readonly longest: number };

/** The types whose name a template may give, in which property, and the longest name that AWS takes. */
const namings: Readonly<Record<string, Naming>> = {
  'AWS::DynamoDB::Table': { property: 'TableName', longest: 255 },
  'AWS::SQS::Queue': { property: 'QueueName', longest: 75 },
  'AWS::S3::Bucket': { property: 'BucketName', longest: 63 },
  'AWS::SecretsManager::Secret': { property: 'Name', longest: 255 },
  'AWS::Lambda::Function': { property: 'FunctionName', longest: 64 },
  'AWS::Lambda::Alias': { property: 'Name', longest: 128 },
  'AWS::IAM::Role': { property: 'RoleName', longest: 64 },
  'AWS::Logs::LogGroup': { property: 'LogGroupName', longest: 512 },
  'AWS::SNS::Topic': { property: 'TopicName', longest: 256 },
  'AWS::CloudWatch::Alarm': { property: 'AlarmName', longest: 255 },
  'AWS::CloudWatch::CompositeAlarm': { property: 'AlarmName', longest: 255 },
  'AWS::CloudWatch::Dashboard': { property: 'DashboardName', longest: 255 },
  'AWS::ApiGatewayV2::Stage': { property: 'StageName', longest: 128 },
};

/** These are called by the name of their function and their own. */
const qualifiers: ReadonlySet<string> = new Set(['AWS::Lambda::Alias', 'AWS::Lambda::Version']);

type Resource = {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  /** Evaluated. */
  readonly properties: Readonly<Record<string, unknown>>;
};

const invent = ({ stackName, logicalId, type, properties }: Resource): string => {
  // The end of a logical id is its hash, so the front is what may go.
  const name = `${stackName}-${logicalId}`.slice(-(namings[type]?.longest ?? 255)).replace(/^-+/, '');
  if (type === 'AWS::S3::Bucket') return name.toLowerCase();
  return type === 'AWS::SQS::Queue' && properties.FifoQueue === true ? `${name}.fifo` : name;
};

/** The name that the template gives, else one made of the stack's name and the logical id: the same at each start. */
export const physicalName = (resource: Resource): string => {
  const given = resource.properties[namings[resource.type]?.property ?? ''];
  return typeof given === 'string' ? given : invent(resource);
};

/** The properties on which a resource's name, and what else it is called, depend. */
export const namingProperties = (type: string): string[] => [
  namings[type]?.property ?? '',
  'FifoQueue',
  ...(qualifiers.has(type) ? ['FunctionName'] : []),
];

/** What AWS asks for something; `page` is where it says so. */
export type Price = {
  readonly service: string;
  /** What there are so many of. */
  readonly counted: string;
  readonly dollars: number;
  /** For so many. */
  readonly per: number;
  /** What that is, in words. */
  readonly unit: string;
  readonly page: string;
};

const million = 1_000_000;
const gigabyte = 1024 ** 3;

const pages = {
  gateway: 'https://aws.amazon.com/api-gateway/pricing/',
  lambda: 'https://aws.amazon.com/lambda/pricing/',
  sqs: 'https://aws.amazon.com/sqs/pricing/',
  dynamodb: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
  s3: 'https://aws.amazon.com/s3/pricing/',
  cloudwatch: 'https://aws.amazon.com/cloudwatch/pricing/',
  secrets: 'https://aws.amazon.com/secrets-manager/pricing/',
  transfer: 'https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer',
} as const;

/** When the prices were last compared with others' copies of these pages and of AWS's price list. */
export const pricesOf = 'November 2026';

/** List prices of us-east-1, each in its first tier: check them before you rely on a sum. */
export const prices = {
  httpRequest: {
    service: 'HTTP API',
    counted: 'requests',
    dollars: 1,
    per: million,
    unit: 'a million requests',
    page: pages.gateway,
  },
  byteOut: {
    service: 'Data sent out',
    counted: 'bytes',
    dollars: 0.09,
    per: gigabyte,
    unit: 'a GB',
    page: pages.transfer,
  },
  lambdaRequest: {
    service: 'Lambda',
    counted: 'invocations',
    dollars: 0.2,
    per: million,
    unit: 'a million invocations',
    page: pages.lambda,
  },
  lambdaGbSecond: {
    service: 'Lambda',
    counted: 'GB-seconds',
    dollars: 13.3334,
    per: million,
    unit: 'a million GB-seconds on arm64',
    page: pages.lambda,
  },
  queueRequest: {
    service: 'SQS',
    counted: 'requests',
    dollars: 0.5,
    per: million,
    unit: 'a million requests to a FIFO queue',
    page: pages.sqs,
  },
  writeUnit: {
    service: 'DynamoDB',
    counted: 'write units',
    dollars: 0.625,
    per: million,
    unit: 'a million write units on demand',
    page: pages.dynamodb,
  },
  readUnit: {
    service: 'DynamoDB',
    counted: 'read units',
    dollars: 0.125,
    per: million,
    unit: 'a million read units on demand',
    page: pages.dynamodb,
  },
  tableByteMonth: {
    service: 'DynamoDB',
    counted: 'bytes',
    dollars: 0.25,
    per: gigabyte,
    unit: 'a GB kept for a month',
    page: pages.dynamodb,
  },
  backupByteMonth: {
    service: 'DynamoDB',
    counted: 'bytes',
    dollars: 0.2,
    per: gigabyte,
    unit: 'a GB of point-in-time recovery for a month',
    page: pages.dynamodb,
  },
  listRequest: {
    service: 'S3',
    counted: 'listings',
    dollars: 5,
    per: million,
    unit: 'a million listings or puts',
    page: pages.s3,
  },
  secretMonth: {
    service: 'Secrets Manager',
    counted: 'secrets',
    dollars: 0.4,
    per: 1,
    unit: 'a secret for a month',
    page: pages.secrets,
  },
  secretRead: {
    service: 'Secrets Manager',
    counted: 'reads',
    dollars: 5,
    per: million,
    unit: 'a million reads',
    page: pages.secrets,
  },
  logByte: {
    service: 'Logs',
    counted: 'bytes',
    dollars: 0.5,
    per: gigabyte,
    unit: 'a GB taken in',
    page: pages.cloudwatch,
  },
  logByteMonth: {
    service: 'Logs',
    counted: 'bytes',
    dollars: 0.03,
    per: gigabyte,
    unit: 'a GB kept for a month',
    page: pages.cloudwatch,
  },
  alarmMonth: {
    service: 'CloudWatch',
    counted: 'metrics',
    dollars: 0.1,
    per: 1,
    unit: 'a metric of an alarm for a month',
    page: pages.cloudwatch,
  },
  compositeAlarmMonth: {
    service: 'CloudWatch',
    counted: 'composite',
    dollars: 0.5,
    per: 1,
    unit: 'a composite alarm for a month',
    page: pages.cloudwatch,
  },
  metricMonth: {
    service: 'CloudWatch',
    counted: 'metrics',
    dollars: 0.3,
    per: 1,
    unit: 'a metric of our own for a month, by the hours in which it is told',
    page: pages.cloudwatch,
  },
  metricRead: {
    service: 'CloudWatch',
    counted: 'metrics read',
    dollars: 10,
    per: million,
    unit: 'a million metrics read with GetMetricData',
    page: pages.cloudwatch,
  },
  dashboardMonth: {
    service: 'CloudWatch',
    counted: 'dashboard',
    dollars: 3,
    per: 1,
    unit: 'a dashboard for a month',
    page: pages.cloudwatch,
  },
} as const satisfies Readonly<Record<string, Price>>;

/** What AWS asks a price for. */
export type Item = keyof typeof prices;

export const items = Object.keys(prices).filter((name): name is Item => Object.hasOwn(prices, name));

import type { Channel } from '#functions/shared/domain/channel.ts';
import type { SourceName } from '#functions/shared/sources/index.ts';

/** How a channel's platform is called; the secret for its credentials is made by the construct. */
export type SendSettings = Omit<NonNullable<Channel['send']>, 'credentialsId'>;

/** A channel as it is configured; its secret is made by the construct. */
export type ChannelSettings = Omit<Channel, 'secretId' | 'source' | 'send'> & {
  /** Whose webhooks come in here. */
  readonly source: SourceName;
  /** Absent where nothing can be sent. */
  readonly send?: SendSettings;
};

/** Requests per second that a route takes, and how many at once before the gateway answers 429. */
export type Throttle = { readonly rate: number; readonly burst: number };

/** A domain of your own for the HTTP API. Where its name leads is up to your DNS: the stack's outputs say where to. */
export type DomainSettings = {
  /** Such as `relay.example.com`. */
  readonly name: string;
  /** ARN of the domain's certificate in AWS Certificate Manager, in the same region. */
  readonly certificateArn: string;
};

/** Whose tokens the API for your own backend takes, in place of IAM signatures. */
export type JwtSettings = {
  /** `https://…`, as in the token's `iss`. */
  readonly issuer: string;
  /** One of these must be in the token's `aud`, or be its `client_id`. */
  readonly audience: readonly string[];
};

/** Everything that differs between one deployment and another. */
export type RelaySettings = {
  /** Where deliveries come in: a URL, a secret and alarms of its own for each. */
  readonly channels: readonly ChannelSettings[];
  /** Days that events and bucket objects are kept, more than the 14 of dead letters. @default 365 */
  readonly retentionDays: number;
  /** Days that logs are kept, to the nearest value that CloudWatch allows. @default as long as events */
  readonly logRetentionDays: number;
  /**
   * Whether the data outlives the stack: table, bucket, queues and secrets stay when they leave it, and the table refuses
   * to be deleted. @default true
   */
  readonly protected: boolean;
  /** From which level on the functions log. Metrics are told at every level. @default 'INFO' */
  readonly logLevel: 'INFO' | 'WARN';
  /**
   * What the routes take: webhooks 2000 a second, the API for your backend 200, the health check 20, unless you say
   * otherwise. A throttled genuine delivery brings Haptik nearer to switching the webhook off.
   */
  readonly throttle: { readonly webhooks: Throttle; readonly api: Throttle; readonly health: Throttle };
  /** Most `persist` functions at once, 2 to 1,000. @default 50 */
  readonly persistConcurrency: number;
  /** Most calls of the platforms at once, 2 to 1,000. @default 20 */
  readonly sendConcurrency: number;
  /**
   * How many functions may run at once in your account and region: the quota of Lambda, which an alarm watches.
   * @default 1000
   */
  readonly accountConcurrency: number;
  /** Hours without any delivery after which a channel counts as silent, 1 to 24. @default 24 */
  readonly silentAfterHours: number;
  /**
   * Whether a new `ingest` gets a tenth of the deliveries for five minutes first, and is taken back when an alarm rings.
   * CodeDeploy does not even begin while one rings: `'skip'` is for the one deployment that must go out all the same, at
   * once. @default false
   */
  readonly canary: boolean | 'skip';
  /** Who is told of alarms by e-mail. @default nobody */
  readonly alarmEmail?: string | undefined;
  /** @default the domain that API Gateway gives */
  readonly domain?: DomainSettings | undefined;
  /** @default IAM signatures */
  readonly jwt?: JwtSettings | undefined;
};

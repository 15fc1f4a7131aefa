import { Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { checkBuilt } from './built/check-built.ts';
import { checkConfiguration } from './check-configuration.ts';
import { ChannelSecrets } from './constructs/channel-secrets.ts';
import { EventFeed } from './constructs/event-feed.ts';
import { handOver } from './constructs/hand-over.ts';
import { PlatformCredentials } from './constructs/platform-credentials.ts';
import { RelayBucket } from './constructs/relay-bucket.ts';
import type { RelayDomain } from './constructs/relay-domain.ts';
import { RelayHttpApi } from './constructs/relay-http-api.ts';
import { RelayQueue } from './constructs/relay-queue.ts';
import { RelayTable } from './constructs/relay-table.ts';
import { addApi } from './functions/api.ts';
import { addIngest } from './functions/ingest.ts';
import type { Parts } from './functions/parts.ts';
import { addPersist } from './functions/persist.ts';
import { addSend } from './functions/send.ts';
import { addWatch } from './functions/watch.ts';
import { addWidget } from './functions/widget.ts';
import { limits } from './limits.ts';
import { readSettings } from './read-settings.ts';
import { nameRelay, relayName } from './relay-name.ts';
import type { RelaySettings } from './settings.ts';
import { relayPropsSchema } from './settings-schema.ts';
import { warnUntold } from './warn-untold.ts';
import { Watching } from './watching/watching.ts';
import { type SettingsProps, withDefaults } from './with-defaults.ts';

/** What a relay is to be like: only the channels must be given. */
export type HaptikRelayProps = SettingsProps & {
  /** Is told of every event that is stored: `docs/construct.md` says in which words. @default nobody is told */
  readonly eventBus?: Pick<IEventBus, 'eventBusArn'> | undefined;
  /** Where alarms are told. @default a topic of its own */
  readonly alarmTopic?: ITopic | undefined;
};

/** What the functions share. */
const addParts = (scope: Construct, settings: RelaySettings, streamed: boolean): Parts => {
  const credentials = new PlatformCredentials(scope, 'Credentials', settings);
  const { channels } = credentials;
  return {
    settings,
    table: new RelayTable(scope, 'Table', { ...settings, streamed }),
    bucket: new RelayBucket(scope, 'Bucket', settings),
    events: new RelayQueue(scope, 'Events', { limits: limits.events, settings }),
    outbox: new RelayQueue(scope, 'Outbox', { limits: limits.outbox, settings }),
    secrets: new ChannelSecrets(scope, 'Secrets', { channels, settings }),
    credentials,
  };
};

/**
 * Brings the conversations of Haptik and FineGuide into your account, and what your users write to Haptik.
 *
 * webhook ─► ingest ─► events ─► persist ─► table ◄─ api ◄─ own backend
 *              └─► bucket ─► watch ─► events   ▲      └─► outbox
 *                                              └─ send ◄────┘
 *                                platform ◄─────────┘
 *
 * No function is in a VPC: they reach AWS and the platforms over public endpoints with TLS, and have nothing to protect
 * inside one.
 *
 * @example
 * const relay = new HaptikRelay(this, 'Relay', {
 *   channels: [{ name: 'haptik', source: 'haptik', businessIds: ['343'] }],
 *   alarmEmail: 'operations@example.com',
 * });
 * new CfnOutput(this, 'WebhookUrl', { value: relay.webhookUrl('haptik') });
 *
 * @throws ConfigurationError naming every setting that is unknown, of another type or contradicts another, and what to
 * change; synthesis refuses in the same way what is built below the construct.
 */
export class HaptikRelay extends Construct {
  /** Base URL of the HTTP API, without a slash at its end. */
  readonly url: string;
  /** The channels as the functions see them. */
  readonly channels: ChannelSecrets['channels'];
  /** Where its domain leads to; undefined where it has none of its own. */
  readonly domain: RelayDomain | undefined;
  readonly httpApi: HttpApi;
  /** All conversations and commands. docs/data-model.md tells its keys; write to it through the API only. */
  readonly table: RelayTable;
  /** What does not fit elsewhere. */
  readonly bucket: RelayBucket;
  /** The webhooks' secrets. */
  readonly secrets: ChannelSecrets;
  /** Told of every alarm that rings, and when it is over. */
  readonly alarmTopic: ITopic;

  constructor(scope: Construct, id: string, props: HaptikRelayProps) {
    super(scope, id);
    const settings = withDefaults(readSettings(relayPropsSchema, props, this.node.path));
    checkConfiguration({ limits, settings, ownTopic: props.alarmTopic !== undefined });
    checkBuilt(this);
    nameRelay(this);

    const parts = addParts(this, settings, props.eventBus !== undefined);
    const ingest = addIngest(this, parts);
    const api = addApi(this, parts);
    const canary = handOver(ingest.function, settings);
    const http = new RelayHttpApi(this, 'Http', {
      ingest: canary?.alias ?? ingest.function,
      api: api.function,
      settings,
    });
    canary?.watchAnswers(http.api);
    const functions = {
      ingest: ingest.function,
      api: api.function,
      persist: addPersist(this, parts).function,
      send: addSend(this, parts).function,
      watch: addWatch(this, parts, http).function,
      widget: addWidget(this, parts).function,
    };
    const watched = { ...parts, httpApi: http.api, functions };
    this.alarmTopic = new Watching(this, 'Watching', { watched, settings, topic: props.alarmTopic }).topic;
    if (props.alarmTopic === undefined) warnUntold(this);
    if (props.eventBus) {
      const { table } = parts;
      new EventFeed(this, 'Feed', { eventBus: props.eventBus, table, alarmTopic: this.alarmTopic });
    }
    this.url = http.url;
    this.domain = http.domain;
    this.httpApi = http.api;
    this.table = parts.table;
    this.bucket = parts.bucket;
    this.secrets = parts.secrets;
    this.channels = parts.secrets.channels;
  }

  /** Where the dashboard is shown. */
  get dashboardUrl(): string {
    const { region } = Stack.of(this);
    return `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${relayName(this)}`;
  }

  /** What to enter at the channel's platform. */
  webhookUrl(channel: string): string {
    this.secrets.of(channel);
    return `${this.url}/webhooks/${channel}`;
  }

  /** Lets somebody call the API, unless tokens are asked for (`jwt`). */
  grantCalls(grantee: IGrantable): Grant {
    const resourceArns = [this.httpApi.arnForExecuteApi('*', '/v1/*')];
    return Grant.addToPrincipal({ grantee, actions: ['execute-api:Invoke'], resourceArns });
  }
}

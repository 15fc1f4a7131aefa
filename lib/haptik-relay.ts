import { Construct } from 'constructs';
import { checkConfiguration } from './check-configuration.ts';
import { ChannelSecrets } from './constructs/channel-secrets.ts';
import { PlatformCredentials } from './constructs/platform-credentials.ts';
import { RelayAlarms } from './constructs/relay-alarms.ts';
import { RelayBucket } from './constructs/relay-bucket.ts';
import { RelayHttpApi } from './constructs/relay-http-api.ts';
import { RelayQueue } from './constructs/relay-queue.ts';
import { RelayTable } from './constructs/relay-table.ts';
import { addApi } from './functions/api.ts';
import { addIngest } from './functions/ingest.ts';
import type { Parts } from './functions/parts.ts';
import { addPersist } from './functions/persist.ts';
import { addSend } from './functions/send.ts';
import { addWatch } from './functions/watch.ts';
import { limits } from './limits.ts';
import type { RelaySettings } from './settings.ts';

export type HaptikRelayProps = RelaySettings;

/**
 * webhook ─► ingest ─► events ─► persist ─► table ◄─ api ◄─ own backend
 *              └─► bucket ─► watch ─► events   ▲      └─► outbox
 *                                              └─ send ◄────┘
 *                                platform ◄─────────┘
 */
export class HaptikRelay extends Construct {
  /** Base URL of the HTTP API, without a slash at its end. */
  readonly url: string;
  /** The channels as the functions see them. */
  readonly channels: ChannelSecrets['channels'];

  constructor(scope: Construct, id: string, settings: HaptikRelayProps) {
    super(scope, id);
    checkConfiguration({ limits, settings });

    const credentials = new PlatformCredentials(this, 'Credentials', settings);
    const { channels } = credentials;
    const parts: Parts = {
      settings,
      table: new RelayTable(this, 'Table', settings),
      bucket: new RelayBucket(this, 'Bucket', settings),
      events: new RelayQueue(this, 'Events', { limits: limits.events, settings }),
      outbox: new RelayQueue(this, 'Outbox', { limits: limits.outbox, settings }),
      secrets: new ChannelSecrets(this, 'Secrets', { channels, settings }),
      credentials,
    };
    const ingest = addIngest(this, parts);
    const api = addApi(this, parts);
    const http = new RelayHttpApi(this, 'Http', { ingest: ingest.function, api: api.function, settings });
    addPersist(this, parts);
    addSend(this, parts);
    addWatch(this, parts, http);

    new RelayAlarms(this, 'Alarms', {
      channels: settings.channels,
      httpApi: http.api,
      deadLetters: { events: parts.events.deadLetters, outbox: parts.outbox.deadLetters },
    });
    this.url = http.url;
    this.channels = parts.secrets.channels;
  }
}

import type { ChannelSecrets } from '#lib/constructs/channel-secrets.ts';
import type { PlatformCredentials } from '#lib/constructs/platform-credentials.ts';
import type { RelayBucket } from '#lib/constructs/relay-bucket.ts';
import type { RelayQueue } from '#lib/constructs/relay-queue.ts';
import type { RelayTable } from '#lib/constructs/relay-table.ts';
import type { RelaySettings } from '#lib/settings.ts';

/** What the functions share. */
export type Parts = {
  readonly settings: RelaySettings;
  readonly table: RelayTable;
  readonly bucket: RelayBucket;
  readonly events: RelayQueue;
  readonly outbox: RelayQueue;
  readonly secrets: ChannelSecrets;
  readonly credentials: PlatformCredentials;
};

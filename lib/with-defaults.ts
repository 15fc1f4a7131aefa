import type { ChannelSettings, RelaySettings } from './settings.ts';

type Optional<Settings> = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

/** A channel of which only the name and the source must be given. */
export type ChannelProps = Pick<ChannelSettings, 'name' | 'source'> &
  Optional<Omit<ChannelSettings, 'name' | 'source'>>;

/** Settings of which only the channels must be given. */
export type SettingsProps = { readonly channels: readonly ChannelProps[] } & Optional<
  Omit<RelaySettings, 'channels'>
>;

/** What Haptik calls its header; at FineGuide the name is chosen, and this is what our documents say. */
const signatureHeaders: Readonly<Record<ChannelSettings['source'], string>> = {
  haptik: 'X-Hub-Signature',
  fineguide: 'X-Webhook-Secret',
};

// The webhook throttle stands far above genuine load: a throttled genuine delivery brings Haptik nearer to
// switching the webhook off, while refusing a forged one costs next to nothing.
const throttle: RelaySettings['throttle'] = {
  webhooks: { rate: 2000, burst: 2000 },
  api: { rate: 200, burst: 400 },
  health: { rate: 20, burst: 40 },
};

const channelWithDefaults = ({ name, source, ...props }: ChannelProps): ChannelSettings => ({
  name,
  source,
  signatureHeader: props.signatureHeader ?? signatureHeaders[source],
  businessIds: props.businessIds ?? 'any',
  ...(props.send === undefined ? {} : { send: props.send }),
});

/** The settings with the defaults where nothing is said: those that lose no data and need no other AWS service. */
export const withDefaults = (props: SettingsProps): RelaySettings => {
  const retentionDays = props.retentionDays ?? 365;
  return {
    channels: props.channels.map(channelWithDefaults),
    retentionDays,
    logRetentionDays: props.logRetentionDays ?? retentionDays,
    protected: props.protected ?? true,
    logLevel: props.logLevel ?? 'INFO',
    throttle: props.throttle ?? throttle,
    persistConcurrency: props.persistConcurrency ?? 50,
    sendConcurrency: props.sendConcurrency ?? 20,
    accountConcurrency: props.accountConcurrency ?? 1000,
    silentAfterHours: props.silentAfterHours ?? 24,
    canary: props.canary ?? false,
    alarmEmail: props.alarmEmail,
    domain: props.domain,
    jwt: props.jwt,
  };
};

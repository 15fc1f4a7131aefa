import { type Channel, channelsFromJson } from '#functions/shared/domain/channel.ts';
import type { RelayOptions } from './options.ts';
import { askPath } from './simulator/platform/ask-routes.ts';

type Send = NonNullable<Channel['send']>;
type Variables = Readonly<Record<string, string>>;

type Surroundings = Pick<RelayOptions, 'haptikBaseUrl' | 'timeScale'> & {
  readonly simulatorUrl: string;
  readonly apiUrl: string;
};

/** The synchronous API of the deployed channel belongs to the deployed platform, so it never stays. */
const localSend = ({ askUrl: _, ...send }: Send, { haptikBaseUrl, simulatorUrl }: Surroundings): Send =>
  haptikBaseUrl === undefined
    ? { ...send, baseUrl: simulatorUrl, askUrl: `${simulatorUrl}${askPath}` }
    : { ...send, baseUrl: haptikBaseUrl };

const localChannel = ({ send, ...channel }: Channel, surroundings: Surroundings): Channel =>
  send === undefined ? channel : { ...channel, send: localSend(send, surroundings) };

/** What the template sets, as it is on this machine: the time scale, and where the platforms are. */
export const localEnvironment =
  (surroundings: Surroundings) =>
  ({ CHANNELS, API_URL, ...variables }: Variables): Variables => ({
    ...variables,
    // A stage with a domain of its own names that, and nothing on this machine may call it.
    ...(API_URL !== undefined && { API_URL: surroundings.apiUrl }),
    RELAY_TIME_SCALE: String(surroundings.timeScale),
    ...(CHANNELS !== undefined && {
      CHANNELS: JSON.stringify(
        channelsFromJson.parse(CHANNELS).map((channel) => localChannel(channel, surroundings)),
      ),
    }),
  });

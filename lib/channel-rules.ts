import { outputName } from './output-name.ts';
import type { ChannelSettings, SendSettings } from './settings.ts';

/** A rule that a configuration breaks, and what to change. */
export type Rule = readonly [broken: boolean, problem: string];

const channelName = /^[a-z0-9][a-z0-9-]{0,62}$/;

/** In the place of a channel these stand for none that is known, and for all of them. */
const reservedNames = ['unknown', 'all'];

/** What RFC 9110 calls a token. */
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

// The URL itself is not shown: it may hold a password.
const urlRules = (name: string, field: keyof SendSettings, text: string): Rule[] => {
  const what = `The send.${field} of channel ${name}`;
  if (!URL.canParse(text)) return [[true, `${what} is no URL: write https://<host>.`]];
  const { protocol, username, password } = new URL(text);
  return [
    [protocol !== 'https:', `${what} is not https, and credentials travel with every call: write https://.`],
    [
      username + password !== '',
      `${what} holds credentials: store them as the output ${outputName('StoreToken', name)} says.`,
    ],
    [/[?#]/.test(text), `${what} holds a query or a fragment: end it before the ? or #.`],
  ];
};

const sendRules = (name: string, { baseUrl, askUrl }: SendSettings): Rule[] => [
  ...urlRules(name, 'baseUrl', baseUrl),
  [
    baseUrl.endsWith('/'),
    `The send.baseUrl of channel ${name} ends in a slash, and paths are put behind it: take the slash away.`,
  ],
  ...(askUrl === undefined ? [] : urlRules(name, 'askUrl', askUrl)),
];

const rulesOf = ({ name, source, signatureHeader, businessIds, send }: ChannelSettings): Rule[] => [
  [
    reservedNames.includes(name),
    `The channel name ${name} has a meaning of its own in the metrics: rename the channel.`,
  ],
  [
    !channelName.test(name),
    `The channel name ${JSON.stringify(name)} must match ${channelName.source}: rename it.`,
  ],
  [
    !headerName.test(signatureHeader),
    `The signatureHeader of channel ${name} is ${JSON.stringify(signatureHeader)}, which no header can be called: write the name that the platform uses, such as X-Hub-Signature.`,
  ],
  [businessIds.length === 0, `The channel ${name} allows no business id: list some, or write 'any'.`],
  [
    send !== undefined && source !== 'haptik',
    `The channel ${name} has a send, but nothing can be sent to ${source}: take it away.`,
  ],
  ...(send === undefined ? [] : sendRules(name, send)),
];

/** What a stage's channels must be like. */
export const channelRules = (channels: readonly ChannelSettings[]): Rule[] => {
  const names = channels.map(({ name }) => name);
  return [
    [channels.length === 0, 'The stage has no channel: add one to its channels.'],
    ...names.map((name, index): Rule => {
      return [names.indexOf(name) < index, `Two channels are named ${name}: rename one.`];
    }),
    ...channels.flatMap(rulesOf),
  ];
};

import { Token } from 'aws-cdk-lib';
import type { Rule } from './channel-rules.ts';
import type { DomainSettings, JwtSettings, RelaySettings } from './settings.ts';

/** The least and the most of each figure. Lambda takes 2 to 1000 for a queue; an alarm looks back one day. */
const ranges = [
  ['logRetentionDays', 1, 3653],
  ['persistConcurrency', 2, 1000],
  ['sendConcurrency', 2, 1000],
  ['accountConcurrency', 10, 1_000_000],
  ['silentAfterHours', 1, 24],
] as const;

const figureRules = (settings: RelaySettings): Rule[] =>
  ranges.map(([name, least, most]) => {
    const value = settings[name];
    const isLegal = Number.isInteger(value) && value >= least && value <= most;
    return [!isLegal, `${name} is ${value}: set it to a whole number from ${least} to ${most}.`];
  });

const throttleRules = ({ throttle }: RelaySettings): Rule[] =>
  Object.entries(throttle).flatMap(([route, { rate, burst }]): Rule[] => [
    [!(rate > 0), `throttle.${route}.rate is ${rate}, so that nothing comes in: set it above 0.`],
    [!(burst > 0), `throttle.${route}.burst is ${burst}, so that nothing comes in: set it above 0.`],
  ]);

const domainRules = ({ name, certificateArn }: DomainSettings): Rule[] => [
  [
    !Token.isUnresolved(name) && !/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/.test(name),
    `The domain is ${JSON.stringify(name)}: write its name alone and in lower case, such as relay.example.com.`,
  ],
  [
    !Token.isUnresolved(certificateArn) &&
      !/^arn:[a-z-]+:acm:[a-z0-9-]+:\d{12}:certificate\//.test(certificateArn),
    `The certificateArn of the domain is ${JSON.stringify(certificateArn)}: write arn:aws:acm:<region>:<account>:certificate/<id>, of the region that you deploy to.`,
  ],
];

const jwtRules = ({ issuer, audience }: JwtSettings): Rule[] => [
  [
    !Token.isUnresolved(issuer) && !/^https:\/\/[^\s?#]+$/.test(issuer),
    `The issuer of jwt is ${JSON.stringify(issuer)}: write https://… as in the iss of the tokens, where the keys are found.`,
  ],
  [
    !Token.isUnresolved(audience) && !(audience.length > 0 && audience.every((name) => name !== '')),
    'The audience of jwt names nobody, so that every token of the issuer would do: list the aud or client_id of your backend.',
  ],
];

/** What the settings must be like, one by one and beside one another. */
export const settingsRules = (settings: RelaySettings): Rule[] => {
  const { persistConcurrency, sendConcurrency, accountConcurrency, alarmEmail, domain, jwt } = settings;
  const taken = persistConcurrency + sendConcurrency;
  return [
    ...figureRules(settings),
    ...throttleRules(settings),
    [
      taken >= accountConcurrency,
      `persist and send may take ${taken} of the ${accountConcurrency} functions that run at once in the account, and ingest would get none: lower persistConcurrency or sendConcurrency, or have the quota raised and set accountConcurrency to it.`,
    ],
    [
      alarmEmail !== undefined && !Token.isUnresolved(alarmEmail) && !/^[^\s@]+@[^\s@]+$/.test(alarmEmail),
      `The alarmEmail is ${JSON.stringify(alarmEmail)}: write one e-mail address.`,
    ],
    ...(domain === undefined ? [] : domainRules(domain)),
    ...(jwt === undefined ? [] : jwtRules(jwt)),
  ];
};

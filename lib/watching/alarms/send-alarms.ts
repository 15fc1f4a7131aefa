import { limits } from '#lib/limits.ts';
import { outputName } from '#lib/output-name.ts';
import { functionMetric } from '#lib/watching/metrics/aws-metrics.ts';
import { relayMetric } from '#lib/watching/metrics/relay-metrics.ts';
import type { Watched } from '#lib/watching/watched.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import { almostTimedOut, deadLetters, inFlight } from './common-alarms.ts';

const ofChannel = (channel: string): AlarmDefinition[] => [
  {
    id: `BreakerOpen-${channel}`,
    metric: relayMetric('BreakerOpen', channel),
    statistic: 'Sum',
    rings: { atLeast: 1 },
    description: `Nothing is sent to the platform of channel ${channel}: it refuses the credentials, or many calls in a row failed. Commands wait in order and go out once a call succeeds, but fail when they are an hour old. Credentials are stored with the command in the stack's output ${outputName('StoreToken', channel)}.`,
    runbook: 'breaker',
  },
  {
    id: `SendFailed-${channel}`,
    metric: relayMetric('SendFailed', channel),
    statistic: 'Sum',
    rings: { atLeast: 1 },
    description: `Commands to the platform of channel ${channel} failed and are not tried again, so what users wrote does not arrive. GET /v1/outbox?channel=${channel}&status=failed lists them with the reason.`,
    runbook: 'failed-sends',
  },
  {
    id: `Unconfirmed-${channel}`,
    metric: relayMetric('Unconfirmed', channel),
    statistic: 'Sum',
    rings: { atLeast: 1 },
    description: `Nobody knows whether commands to the platform of channel ${channel} were carried out: calls broke off, and no sign of them came back. GET /v1/outbox?channel=${channel}&status=unconfirmed lists them.`,
    runbook: 'failed-sends',
  },
  {
    id: `SendingLate-${channel}`,
    // Not the age that the queue tells: messages that were received three times count no longer there.
    metric: relayMetric('SendAgeMinutes', channel),
    statistic: 'Maximum',
    rings: { atLeast: 15 },
    description: `What a user of channel ${channel} wrote has waited for 15 minutes or longer to be sent: the platform fails, or send does not keep up. After an hour it is given up.`,
    runbook: 'sending-late',
  },
];

const ofOutbox = ({ outbox }: Watched): AlarmDefinition[] => [
  inFlight('outbox', outbox.queue),
  deadLetters(
    'outbox',
    outbox.deadLetters,
    'Commands of a user could not be sent however often send was woken, so what the user wrote does not arrive.',
  ),
];

const ofSend = ({ functions: { send } }: Watched): AlarmDefinition[] => [
  {
    id: 'SendErrors',
    metric: functionMetric('Errors', send),
    statistic: 'Sum',
    rings: { atLeast: 2 },
    // What it had in hand comes back after six minutes: in five, one defect is seen once.
    minutes: 15,
    description:
      'send breaks off again and again, so what users wrote is sent late or given up when it is an hour old, and some of it may arrive twice.',
    runbook: 'sending-late',
  },
  almostTimedOut('Send', send, {
    seconds: limits.send.timeoutSeconds,
    description:
      'send needs almost all the time that it may take. Where it is cut off, nobody knows whether the platform got what was being sent, and its user waits for minutes.',
    runbook: 'sending-late',
  }),
];

/** What is watched of what goes out, and of each channel that sends. */
export const sendAlarms = (watched: Watched): AlarmDefinition[] => [
  ...watched.settings.channels
    .filter(({ send }) => send !== undefined)
    .flatMap(({ name }) => ofChannel(name)),
  ...ofOutbox(watched),
  ...ofSend(watched),
];

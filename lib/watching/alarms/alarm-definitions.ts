import type { Watched } from '#lib/watching/watched.ts';
import type { AlarmDefinition } from './alarm-definition.ts';
import { runningAlarms } from './running-alarms.ts';
import { sendAlarms } from './send-alarms.ts';
import { storeAlarms } from './store-alarms.ts';
import { webhookAlarms } from './webhook-alarms.ts';

/** Every alarm over a metric, in the order of a delivery's way in and of a command's way out. */
export const alarmDefinitions = (watched: Watched): AlarmDefinition[] => [
  ...webhookAlarms(watched),
  ...storeAlarms(watched),
  ...sendAlarms(watched),
  ...runningAlarms(watched),
];

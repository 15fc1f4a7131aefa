import type { MetricName } from '#functions/shared/domain/observe.ts';

const counted: Readonly<Record<MetricName, true>> = {
  Accepted: true,
  Spilled: true,
  Swept: true,
  Ignored: true,
  Quarantined: true,
  BadSignature: true,
  UnknownChannel: true,
  NotDurable: true,
  AckMs: true,
  Stored: true,
  Duplicate: true,
  BodyMismatch: true,
  OutOfOrder: true,
  StoreLagMs: true,
  SendAttempt: true,
  SendRetry: true,
  Sent: true,
  SendFailed: true,
  Unconfirmed: true,
  SendMs: true,
  SendAgeMinutes: true,
  BreakerOpen: true,
  SetAside: true,
  ProbeMs: true,
  ProbeFailed: true,
  FuseMinutes: true,
  WebhookReenabled: true,
  SpillWaiting: true,
  SpillMinutes: true,
};

const isCounted = (name: string): name is MetricName => Object.hasOwn(counted, name);

/** Every name that the functions can count under: a name that is missing here, or too many, does not compile. */
export const countedMetrics = Object.keys(counted).filter(isCounted);

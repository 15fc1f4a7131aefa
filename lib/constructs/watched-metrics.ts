import type { MetricName } from '#functions/shared/domain/observe.ts';
import { outputName } from '#lib/output-name.ts';

/** What must stay below `atLeast` in every five minutes. */
export type Watched = {
  readonly atLeast: number;
  /** What breaks for the users, and what to do. */
  readonly description: string;
};

/** The same for a metric of ours, of which every channel has its own. */
export type WatchedByChannel = Omit<Watched, 'description'> & {
  readonly metric: MetricName;
  readonly description: (channel: string) => string;
};

/** What cannot be handled. */
export const setAside: WatchedByChannel = {
  metric: 'SetAside',
  atLeast: 1,
  description: (channel) =>
    `A defect of ours: a queued delivery of channel ${channel} could not be handled, so its message is missing from a conversation. It is kept under dead/ in the bucket with the reason, and the log of persist or watch tells more.`,
};

/** What is watched of every channel. */
export const watchedByChannel: readonly WatchedByChannel[] = [
  {
    metric: 'Quarantined',
    atLeast: 1,
    description: (channel) =>
      `Deliveries of channel ${channel} are authentic but were not understood, so their messages are missing from the conversations. They are kept raw under quarantine/${channel}/ in the bucket with the reason: allow the business id, or teach the source the event, and replay them.`,
  },
  {
    metric: 'NotDurable',
    atLeast: 1,
    description: (channel) =>
      `Deliveries of channel ${channel} were answered 503, as neither the queue nor the bucket took them. The platform repeats them for an hour and then switches the whole webhook off: look at the log of ingest and at the AWS Health Dashboard for SQS and S3.`,
  },
  {
    metric: 'Spilled',
    atLeast: 1,
    description: (channel) =>
      `The queue does not take deliveries of channel ${channel}; they wait in the bucket, and their messages show late. watch puts them back every minute once the queue works: the log of ingest says why it does not.`,
  },
  setAside,
  {
    metric: 'BadSignature',
    // One delivery that the platform signs with another secret comes four times in five minutes; a stray request does not.
    atLeast: 3,
    description: (channel) =>
      `Requests to the webhook of channel ${channel} are refused for their signature. If they come from the platform, the two secrets differ and it switches the webhook off within the hour: compare the secret there with the one that the stack's output ${outputName('ShowSecret', channel)} shows.`,
  },
];

/** What is watched of a channel that sends. */
export const watchedWhereSending: readonly WatchedByChannel[] = [
  {
    metric: 'BreakerOpen',
    atLeast: 1,
    description: (channel) =>
      `Nothing is sent to the platform of channel ${channel}: it refuses the credentials, or many calls in a row failed. Commands wait in order and go out once a call succeeds, but fail when they are an hour old. The log of send says why; where it is the credentials, store them with the command in the stack's output ${outputName('StoreToken', channel)}.`,
  },
  {
    metric: 'SendFailed',
    atLeast: 1,
    description: (channel) =>
      `Commands to the platform of channel ${channel} failed and are not tried again, so users miss messages. GET /v1/outbox?channel=${channel}&status=failed lists them with the reason: remove it, and retry them with POST /v1/outbox/{outboxId}/retry.`,
  },
  {
    metric: 'Unconfirmed',
    atLeast: 1,
    description: (channel) =>
      `Nobody knows whether commands to the platform of channel ${channel} were carried out: calls broke off, and no sign of them came back. GET /v1/outbox?channel=${channel}&status=unconfirmed lists them: look at the conversation there before you retry one, as its user may see it twice.`,
  },
];

/** Answers 5xx of the HTTP API, whichever function gave them, or none. */
export const serverErrors: Watched = {
  // One may be a question that the platform did not answer in time, of which the caller is told.
  atLeast: 3,
  description:
    'The HTTP API answers 5xx. Where these are deliveries, the platform repeats them for an hour and then switches the whole webhook off, and no message of any user comes in; where they are calls of your backend, it cannot read or send. The access log says which routes they are, and the log of ingest or api why: unless NotDurable rings too, a function fails before or after its work.',
};

/** Messages that ran out of tries, by their queue. */
export const deadLettersOf = {
  events: {
    atLeast: 1,
    description:
      'Deliveries could not be stored for twelve hours or longer and wait among the dead letters of the events queue, so their messages are missing from the conversations. They are lost when the retention of that queue is over: remove what the log of persist names, and start the redrive.',
  },
  outbox: {
    atLeast: 1,
    description:
      'Commands of a user could not be sent however often send was woken, so the user misses messages. Remove what the log of send names; watch then wakes what is not finished, GET /v1/outbox shows what failed by its age and can be retried, and the dead letters of the outbox queue can be purged.',
  },
} as const satisfies Readonly<Record<string, Watched>>;

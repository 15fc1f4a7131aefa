/** Where a problem lies in a request: the parameter or field, and what it must be. */
export type Problem = { field: string; message: string };

/**
 * The family of everything this project refuses or fails with.
 * `code` is what callers and operators search for; `retryable` says whether the same again may succeed.
 */
export abstract class RelayError extends Error {
  abstract override readonly name: string;
  abstract readonly code: string;
  abstract readonly retryable: boolean;
  /** Problems by field, for errors about a request. */
  readonly details: readonly Problem[] | undefined = undefined;
}

/** The webhook path names no configured channel. */
export class UnknownChannelError extends RelayError {
  override readonly name = 'UnknownChannelError';
  readonly code = 'UNKNOWN_CHANNEL';
  readonly retryable = false;

  constructor() {
    super('No channel has this name. Use the webhook URL that the deployment printed.');
  }
}

/** The signature is missing, malformed, repeated or wrong. */
export class BadSignatureError extends RelayError {
  override readonly name = 'BadSignatureError';
  readonly code = 'BAD_SIGNATURE';
  readonly retryable = false;

  constructor(header: string) {
    super(`Header ${header} must hold one signature of the raw body, made with this channel's secret.`);
  }
}

/** No secret could be read, so nothing can be judged yet. */
export class SecretsUnavailableError extends RelayError {
  override readonly name = 'SecretsUnavailableError';
  readonly code = 'SECRETS_UNAVAILABLE';
  readonly retryable = true;

  constructor(cause: unknown) {
    super("The channel's secret could not be read. Deliver this again.", { cause });
  }
}

/** Neither the queue nor the bucket took the delivery. */
export class NotDurableError extends RelayError {
  override readonly name = 'NotDurableError';
  readonly code = 'NOT_DURABLE';
  readonly retryable = true;

  constructor(cause: unknown) {
    super('The delivery could not be stored. Deliver this again.', { cause });
  }
}

/** The request has parameters that are missing, malformed, out of range or unknown. */
export class InvalidRequestError extends RelayError {
  override readonly name = 'InvalidRequestError';
  readonly code = 'INVALID_REQUEST';
  readonly retryable = false;
  override readonly details: readonly Problem[];

  constructor(details: readonly Problem[]) {
    super(details.map(({ field, message }) => `${field}: ${message}`).join('; '));
    this.details = details;
  }
}

/** The request is well-formed, but what it names does not exist (any more). */
export class NotFoundError extends RelayError {
  override readonly name = 'NotFoundError';
  readonly code = 'NOT_FOUND';
  readonly retryable = false;
}

/** The table or the bucket did not answer now: a throttle, a conflict that lasted, a time-out, a 5xx. */
export class StoreUnavailableError extends RelayError {
  override readonly name = 'StoreUnavailableError';
  readonly code = 'STORE_UNAVAILABLE';
  readonly retryable = true;
}

/** A queue record that this code cannot handle: a defect of ours, whatever the platform sent. */
export class BrokenRecordError extends RelayError {
  override readonly name = 'BrokenRecordError';
  readonly code = 'BROKEN_RECORD';
  readonly retryable = false;
}

/** What came is understood, but no store can hold it. */
export class UnstorableError extends RelayError {
  override readonly name = 'UnstorableError';
  readonly code = 'UNSTORABLE';
  readonly retryable = false;
}

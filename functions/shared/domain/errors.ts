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

/** What fails for now may succeed later; anything else is a defect of ours, or wrong for good. */
export const mayPass = (error: unknown): boolean => error instanceof RelayError && error.retryable;

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

  /** `proof`: what the header must hold, in words. */
  constructor(header: string, proof: string) {
    super(`Header ${header} must hold ${proof}.`);
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

/** What stands against a request that is well-formed; callers tell these apart. */
export type ConflictCode =
  /** The same Idempotency-Key came with another request. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The same request is being served by another call. */
  | 'IDEMPOTENCY_UNDER_WAY'
  | 'CHANNEL_CANNOT_SEND'
  | 'NOT_A_FILE'
  | 'NOT_UPLOADED'
  /** Something else was uploaded than was announced. */
  | 'UPLOAD_MISMATCH'
  | 'UPLOAD_EXPIRED'
  /** Neither failed nor unconfirmed. */
  | 'NOT_RETRIABLE'
  /** The platform has not told yet how it calls the user. */
  | 'USER_NAME_UNKNOWN';

/** The request is well-formed, and the present state stands against it. */
export class ConflictError extends RelayError {
  override readonly name = 'ConflictError';
  readonly code: ConflictCode;
  readonly retryable: boolean;

  constructor(code: ConflictCode, message: string) {
    super(message);
    this.code = code;
    this.retryable = code === 'IDEMPOTENCY_UNDER_WAY';
  }
}

/** The platform stood against a request; the message quotes it, so it is for the caller and never for a log. */
export abstract class PlatformError extends RelayError {}

/** The platform refused: the same again would be refused too. */
export class PlatformRefusedError extends PlatformError {
  override readonly name = 'PlatformRefusedError';
  readonly code = 'PLATFORM_REFUSED';
  readonly retryable = false;
}

/** The platform did not answer, or not now. */
export class PlatformUnavailableError extends PlatformError {
  override readonly name = 'PlatformUnavailableError';
  readonly code = 'PLATFORM_UNAVAILABLE';
  readonly retryable = true;
}

/** The channel has no URL of the platform's synchronous API. */
export class NotConfiguredError extends RelayError {
  override readonly name = 'NotConfiguredError';
  readonly code = 'ASK_NOT_CONFIGURED';
  readonly retryable = false;
}

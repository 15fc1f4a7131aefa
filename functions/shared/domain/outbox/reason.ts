/** Why a command waits, or why it ended without being sent. */
export type ReasonCode =
  /** The platform says that it cannot do it now. */
  | 'BUSY'
  /** The platform was not reached: nothing was asked of it. */
  | 'UNREACHABLE'
  /** Nobody knows whether the last attempt was carried out. */
  | 'UNCONFIRMED'
  /** The same, because we broke off in the middle of it. */
  | 'INTERRUPTED'
  | 'CREDENTIALS_REFUSED'
  /** The platform failed so often that it is only tried now and then. */
  | 'BREAKER_OPEN'
  /** The channel says nothing of how its platform is called. */
  | 'NOT_CONFIGURED'
  /** It grew too old. */
  | 'EXPIRED'
  /** Its file never came. */
  | 'UPLOAD_EXPIRED'
  | 'REFUSED'
  /** The platform does not know the user. */
  | 'UNREGISTERED';

/** A reason as an entry holds it: `CODE` or `CODE: text`. */
export const reasonOf = (code: ReasonCode, text?: string): string =>
  text === undefined ? code : `${code}: ${text}`;

import {
  type PlatformError,
  PlatformRefusedError,
  PlatformUnavailableError,
} from '#functions/shared/domain/errors.ts';
import { errorMessageOf } from '#functions/shared/domain/outbox/error-message.ts';
import { judgeAnswer } from '#functions/shared/domain/outbox/judge-answer.ts';
import type { PlatformAnswer, Verdict } from '#functions/shared/domain/outbox/platform.ts';

/** What the platform says is wrong, in one line. */
const messageOf = (answer: PlatformAnswer): string =>
  answer.outcome === 'answered' ? (errorMessageOf(answer.body) ?? '') : answer.reason;

const withMessage = (what: string, message = ''): string =>
  message === '' ? `${what}.` : `${what}: ${message}`;

const statusOf = ({ status }: { status?: number | undefined }): string =>
  status === undefined ? '' : ` (HTTP ${status})`;

/** What to tell a caller of a call that was not carried out. */
export const problemIn = (verdict: Exclude<Verdict, { is: 'done' }>): PlatformError => {
  const { message } = verdict;
  switch (verdict.is) {
    case 'unregistered':
    case 'refused':
      return new PlatformRefusedError(withMessage(`The platform refused${statusOf(verdict)}`, message));
    case 'unauthorized':
      return new PlatformRefusedError(
        withMessage("The platform does not accept the channel's credentials", message),
      );
    case 'busy':
    case 'unclear':
      return new PlatformUnavailableError(
        withMessage(`The platform does not serve this now (${verdict.reason})`, message),
      );
    default:
      return verdict satisfies never;
  }
};

/**
 * What an answer holds that says the call was carried out.
 * @throws PlatformError for any other answer
 */
export const bodyOf = (answer: PlatformAnswer, now: number): unknown => {
  const verdict = judgeAnswer(answer, { message: messageOf(answer), now });
  if (verdict.is !== 'done') throw problemIn(verdict);
  return answer.outcome === 'answered' ? answer.body : undefined;
};

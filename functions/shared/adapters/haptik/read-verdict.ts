import type { CommandKind } from '#functions/shared/domain/outbox/command.ts';
import { errorMessageOf } from '#functions/shared/domain/outbox/error-message.ts';
import { judgeAnswer } from '#functions/shared/domain/outbox/judge-answer.ts';
import type { PlatformAnswer, Verdict } from '#functions/shared/domain/outbox/platform.ts';
import { readLoggedMessage } from './log-message-answer.ts';

type Answered = Extract<PlatformAnswer, { outcome: 'answered' }>;

type Meaning = { is: 'unregistered' | 'unauthorized' } | { is: 'refused'; duplicate: true };

const unregistered: Meaning = { is: 'unregistered' };
const unauthorized: Meaning = { is: 'unauthorized' };
const duplicate: Meaning = { is: 'refused', duplicate: true };

/** Errors that are told by their words, in lower case: for most of them no status is documented. */
const meanings = new Map<string, Meaning>([
  ['user is not registered', unregistered],
  ['invalid_user', unregistered],
  ['duplicate feedback', duplicate],
  ['client_id missing in headers', unauthorized],
  ['invalid client_id in headers', unauthorized],
  ['invalid authorization in headers', unauthorized],
  ['token missing in headers', unauthorized],
  ['invalid token provided', unauthorized],
]);

const inWords = ({ status, body }: Answered): Verdict | undefined => {
  const message = errorMessageOf(body);
  // What a failing platform says of a request means nothing.
  if (message === undefined || status >= 500) return undefined;
  const meaning = meanings.get(message.toLowerCase());
  return meaning && { ...meaning, status, message };
};

const byStatus = (kind: CommandKind, answer: Answered, now: number): Verdict => {
  const { status, body } = answer;
  const said = errorMessageOf(body);
  const verdict = judgeAnswer(answer, { message: said ?? `HTTP ${status}`, now });
  if (verdict.is !== 'done') return verdict;
  const logged = kind === 'message' || kind === 'file' ? readLoggedMessage(body) : {};
  // Some errors are documented without their status: it may be a 200. What was logged has an id.
  if (said !== undefined && logged.platformId === undefined) return { is: 'refused', status, message: said };
  return { ...verdict, ...logged };
};

/** Whether the platform does not accept the credentials. */
export const isUnauthorized = (answer: PlatformAnswer): boolean =>
  answer.outcome === 'answered' && (answer.status === 401 || inWords(answer)?.is === 'unauthorized');

/** The hand-off is an API of its own: what it makes of the credentials, messages need not meet. */
const ofHandoff = (verdict: Verdict): Verdict =>
  verdict.is === 'unauthorized' && verdict.status !== 401 ? { ...verdict, is: 'refused' } : verdict;

/** What the platform's answer to a command of this kind means. */
export const readVerdict = (kind: CommandKind, answer: PlatformAnswer, now: number): Verdict => {
  if (answer.outcome !== 'answered') return judgeAnswer(answer, { message: answer.reason, now });
  const verdict = inWords(answer) ?? byStatus(kind, answer, now);
  return kind === 'handoff' ? ofHandoff(verdict) : verdict;
};

import type { PlatformAnswer, Verdict } from './platform.ts';
import { readRetryAfter } from './retry-after.ts';

type Answered = Extract<PlatformAnswer, { outcome: 'answered' }>;

type Circumstances = {
  /** What the platform says of an error, or what stands for it. */
  message: string;
  /** Epoch milliseconds. */
  now: number;
};

/** The platform says that it did not do it, and may do it later. */
const busyStatuses = new Set([425, 429, 503]);

const redirected = (status: number): string =>
  `The platform redirects (HTTP ${status}), and redirects are not followed. Correct the channel's base URL.`;

const judgeStatus = (answer: Answered, { message, now }: Circumstances): Verdict => {
  const { status } = answer;
  const reason = `HTTP ${status}`;
  if (status >= 200 && status < 300) return { is: 'done' };
  if (status === 401) return { is: 'unauthorized', status, message };
  if (busyStatuses.has(status)) {
    return { is: 'busy', reason, status, message, retryAfterMs: readRetryAfter(answer.retryAfter, now) };
  }
  if (status >= 300 && status < 400) return { is: 'refused', status, message: redirected(status) };
  if (status >= 400 && status < 500 && status !== 408) return { is: 'refused', status, message };
  // Besides 408, 500, 502 and 504 any other 5xx, 501 and 505 too: whoever stands between us and the platform may say
  // it of a request that was carried out. Below 200 and from 600 on there is no answer to a request at all.
  return { is: 'unclear', reason, status, message };
};

/** What an answer means by its status, whatever the platform. */
export const judgeAnswer = (answer: PlatformAnswer, circumstances: Circumstances): Verdict => {
  switch (answer.outcome) {
    case 'answered':
      return judgeStatus(answer, circumstances);
    case 'unanswered':
      return answer.written
        ? { is: 'unclear', reason: answer.reason }
        : { is: 'busy', reason: answer.reason, ours: answer.ours };
    case 'no_credentials':
      return { is: 'unauthorized', message: answer.reason };
    default:
      return answer satisfies never;
  }
};

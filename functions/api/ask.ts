import * as z from 'zod/mini';
import { NotConfiguredError } from '#functions/shared/domain/errors.ts';
import type { PlatformAnswer } from '#functions/shared/domain/outbox/platform.ts';
import { type ApiAnswer, apiAnswer, errorAnswer } from './api-answer.ts';
import { type AskPlatformDependencies, askPlatform } from './ask-platform.ts';
import { type Destination, type DestinationDependencies, findDestination } from './destination.ts';
import { integer, someText } from './fields.ts';
import { fittingViews } from './fitting.ts';
import { bodyOf } from './platform-problem.ts';
import { eventView } from './present.ts';
import { readBody } from './read-body.ts';
import type { WriteRequest } from './request.ts';
import {
  type Asked,
  readReply,
  type StoreAskedDependencies,
  storeAsked,
  storeQuestion,
} from './store-asked.ts';

type Dependencies = DestinationDependencies &
  AskPlatformDependencies &
  StoreAskedDependencies & {
    /** Aborts after so many milliseconds. */
    signalAfter: (milliseconds: number) => AbortSignal;
  };

/** How long after its receipt a question may be waited for: the function has 29 s in all. Milliseconds. */
const longestAsking = 25_000;
const shortestAsking = 1_000;

const bodySchema = z.strictObject({
  text: someText,
  timeoutMs: z._default(z.optional(integer(shortestAsking, longestAsking)), 10_000),
});

/** What a caller may wait, cut to what is left of the request's time. */
const timeLeft = (timeoutMs: number, { receivedAt }: WriteRequest, now: number): number =>
  Math.max(shortestAsking, Math.min(timeoutMs, receivedAt + longestAsking - now));

const checkConfigured = ({ channel }: Destination): void => {
  if (channel.send.askUrl !== undefined) return;
  const { name } = channel;
  throw new NotConfiguredError(
    `The channel ${name} has no URL of the platform's synchronous API: set send.askUrl in lib/stage.ts, or send a message.`,
  );
};

/** The question may have been heard, so that asking again would ask twice: the answer to remember. */
const timedOut = (waitMs: number): ApiAnswer =>
  errorAnswer(504, {
    code: 'ASK_TIMED_OUT',
    message: `The platform did not answer within ${waitMs} ms. The question is stored.`,
  });

const unreadable = (): ApiAnswer =>
  errorAnswer(502, {
    code: 'PLATFORM_REFUSED',
    message: 'The platform answered with what is no reply. The question is stored.',
  });

/** Whether the question reached the platform, and no whole answer came back. */
const isUnanswered = (answer: PlatformAnswer): boolean =>
  answer.outcome === 'answered'
    ? answer.body === undefined
    : answer.outcome === 'unanswered' && answer.written;

const reply = async (deps: Dependencies, asked: Asked, body: unknown): Promise<ApiAnswer> => {
  const news = readReply(deps, asked.destination, body);
  if (news === undefined) {
    await storeQuestion(deps, asked);
    return unreadable();
  }
  const { conversationId, events } = await storeAsked(deps, asked, { body, news });
  return apiAnswer(200, { reply: await fittingViews(events, (event) => eventView(conversationId, event)) });
};

/** `POST /v1/conversations/{id}/ask`: asks the platform and waits for its reply; both are stored. */
export const createAsk =
  (deps: Dependencies) =>
  async (request: WriteRequest): Promise<ApiAnswer> => {
    const destination = await findDestination(deps, request);
    const { text, timeoutMs } = readBody(bodySchema, request);
    checkConfigured(destination);
    const asked = { destination, text, seed: request.seed, askedAt: deps.clock() };
    const waitMs = timeLeft(timeoutMs, request, asked.askedAt);
    const signal = deps.signalAfter(waitMs);
    const answer = await askPlatform(deps, asked, signal);
    if (signal.aborted && isUnanswered(answer)) {
      await storeQuestion(deps, asked);
      return timedOut(waitMs);
    }
    return reply(deps, asked, bodyOf(answer, deps.clock()));
  };

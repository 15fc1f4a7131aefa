import { type Answer, ok, type Routes, withBody } from '#local/simulator/routes.ts';
import { botAnswer, keepMessage } from './log-message.ts';
import { notRegistered, type Platform } from './platform.ts';
import { type LoggedMessage, loggedMessageSchema } from './requests.ts';
import { bot, textElement } from './webhook-events.ts';

/** Our own: the platform documents what its synchronous API takes and answers, but not where it is. */
export const askPath = '/v1.0/log_message_from_user_synchronously/';

/** Logs a message like the others, but the bot answers in the response and not through the webhook. */
export const createAskRoutes = (platform: Platform): Routes => {
  const ask = (body: LoggedMessage): Answer => {
    const kept = keepMessage(platform, { body });
    if (kept === undefined) return notRegistered;
    const reply = { id: platform.state.nextMessageId(), body: textElement(botAnswer(kept.message)) };
    return ok({ version: '1.0', timestamp: kept.message.receivedAt, agent: bot, message: [reply] });
  };

  return new Map([[`POST ${askPath}`, withBody(loggedMessageSchema, ask)]]);
};

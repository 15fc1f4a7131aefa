import { type Answer, ok, type Routes, type SimulatorRequest, withBody } from '#local/simulator/routes.ts';
import { conversationMessages } from './conversation-messages.ts';
import { logMessage } from './log-message.ts';
import { notRegistered, type Platform } from './platform.ts';
import type { ReceivedMessage } from './platform-state.ts';
import { type LoggedMessage, loggedMessageSchema } from './requests.ts';
import { botName } from './webhook-events.ts';

const messageAnswer = ({ messageId, receivedAt, body: { message_body, message_type } }: ReceivedMessage) =>
  ok({ message_id: messageId, message_body, created_at: receivedAt, message_type });

/** As on the first day of the platform's public documentation, 2018-10-04. */
const firstAnswer = ({ messageId, receivedAt, body }: ReceivedMessage, sortId: number) =>
  ok([
    {
      id: messageId,
      agent_name: botName,
      body: body.message_body,
      sort_id: sortId,
      created_at: receivedAt,
      message_type: body.message_type,
    },
  ]);

export const createMessageRoutes = (platform: Platform): Routes => {
  const log = (body: LoggedMessage, { echoed }: SimulatorRequest): Answer => {
    const message = logMessage(platform, { body, echoed });
    return message === undefined ? notRegistered : messageAnswer(message);
  };

  const logAsAtFirst = (body: LoggedMessage, { echoed }: SimulatorRequest): Answer => {
    const message = logMessage(platform, { body, echoed });
    const user = platform.state.findUser(body.user);
    if (message === undefined || user === undefined) return notRegistered;
    return firstAnswer(message, conversationMessages(platform.state, user, body.business_id).length);
  };

  return new Map([
    ['POST /v1.0/log_message_from_user/', withBody(loggedMessageSchema, log)],
    ['POST /v1.0/log_message_from_user/{client}/', withBody(loggedMessageSchema, logAsAtFirst)],
  ]);
};

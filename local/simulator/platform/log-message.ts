import { botReply } from './bot-reply.ts';
import type { Platform } from './platform.ts';
import type { LoggedFile, PlatformUser, ReceivedMessage } from './platform-state.ts';
import type { LoggedMessage } from './requests.ts';

type Written = { user: PlatformUser; at: string; businessId: number; text: string };

const answerAsBot = ({ state, webhook }: Platform, written: Written): void => {
  const event = botReply({ messageId: state.nextMessageId(), ...written });
  // Not awaited: the client's answer never waits for the webhook. A delivery does not reject; the webhook counts it.
  void webhook.deliver({ body: Buffer.from(JSON.stringify(event)) });
};

/** Logs a message for its user and lets the bot answer it; undefined where the user is not registered. */
export const logMessage = (
  platform: Platform,
  body: LoggedMessage,
  file?: LoggedFile,
): ReceivedMessage | undefined => {
  const { state, clock } = platform;
  const user = state.findUser(body.user);
  if (user === undefined) return undefined;
  const at = new Date(clock.now()).toISOString();
  const message = { messageId: state.nextMessageId(), receivedAt: at, body, ...(file && { file }) };
  state.addReceived(message);
  const text = file ? `You sent: ${file.name}` : `You wrote: ${body.message_body}`;
  answerAsBot(platform, { user, at, businessId: body.business_id, text });
  return message;
};

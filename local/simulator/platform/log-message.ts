import { deliverEvent } from './deliver-event.ts';
import type { Platform } from './platform.ts';
import type { LoggedFile, PlatformUser, ReceivedMessage } from './platform-state.ts';
import type { LoggedMessage } from './requests.ts';
import { botReply, echo } from './webhook-events.ts';

/** A message as it came: `echoed` where the script wants it to come back through the webhook. */
type Incoming = { body: LoggedMessage; file?: LoggedFile | undefined; echoed?: boolean | undefined };

/** What the bot says to a message. */
export const botAnswer = ({ body, file }: Pick<ReceivedMessage, 'body' | 'file'>): string =>
  file ? `You sent: ${file.name}` : `You wrote: ${body.message_body}`;

/** Keeps a message for its user; undefined where the user is not registered. */
export const keepMessage = (
  { state, clock }: Platform,
  { body, file }: Incoming,
): { user: PlatformUser; message: ReceivedMessage } | undefined => {
  const user = state.findUser(body.user);
  if (user === undefined) return undefined;
  const receivedAt = new Date(clock.now()).toISOString();
  const message = { messageId: state.nextMessageId(), receivedAt, body, ...(file && { file }) };
  state.addReceived(message);
  return { user, message };
};

/** Logs a message for its user and lets the bot answer it; undefined where the user is not registered. */
export const logMessage = (platform: Platform, incoming: Incoming): ReceivedMessage | undefined => {
  const kept = keepMessage(platform, incoming);
  if (kept === undefined) return undefined;
  const { user, message } = kept;
  const { messageId, receivedAt: at, body } = message;
  const said = { at, user, businessId: body.business_id };
  if (incoming.echoed) deliverEvent(platform, echo({ ...said, messageId, text: body.message_body }));
  const reply = { ...said, messageId: platform.state.nextMessageId(), text: botAnswer(message) };
  deliverEvent(platform, botReply(reply));
  return message;
};

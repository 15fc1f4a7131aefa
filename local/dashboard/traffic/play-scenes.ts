import type { SQSClient } from '@aws-sdk/client-sqs';
import { formatConversationId, formatUserName } from '#functions/shared/domain/conversation-id.ts';
import { waitForEvents } from '#local/demo/conversation.ts';
import { deliverAll } from '#local/demo/deliver.ts';
import { authId, businessId, delivered, deliveriesFrom, sentText } from '#local/demo/script.ts';
import { send } from '#local/demo/send.ts';
import { deliverPayload, deliverSaying, postFineGuide, postForged } from './deliver.ts';
import { putDeadLetter } from './put-dead-letter.ts';
import { sendInVain } from './send-in-vain.ts';
import type { Saying } from './talk.ts';

/** A running system, and what of it nobody reaches from outside. */
export type Stage = {
  readonly apiUrl: string;
  readonly simulatorUrl: string;
  /** Reaches the queues without a role. */
  readonly sqs: SQSClient;
  /** URL of the dead letters of the events queue. */
  readonly deadLettersUrl: string;
  /** Webhook secret of the channel `fineguide`. */
  readonly fineguideSecret: string;
};

export const conversationOf = (user: string): string =>
  formatConversationId('haptik', String(businessId), formatUserName({ authId: user }));

/** Dead letters that are missing in their conversation. */
export const lost: readonly Saying[] = [
  { id: 2_990_001, user: 'ravi-30518', text: 'Your parcel has left our warehouse.' },
  { id: 2_990_002, user: 'ravi-30518', text: 'It will be with you tomorrow.' },
];

/** One that was stored all the same: nothing is left to do about its dead letter. */
export const stored: Saying = { id: 2_990_000, user: 'noor-88120', text: 'Here is your invoice.' };

const playBothDirections = async ({ apiUrl, simulatorUrl }: Stage): Promise<void> => {
  const conversationId = conversationOf(authId);
  await deliverAll(simulatorUrl, deliveriesFrom(Date.now() - 120_000));
  await waitForEvents(`${apiUrl}/v1/conversations/${conversationId}`, delivered.length);
  await send(apiUrl, { conversationId, text: sentText });
};

const playFineGuide = ({ apiUrl, fineguideSecret }: Stage): Promise<void> =>
  postFineGuide(apiUrl, fineguideSecret, {
    event: 'MESSAGE',
    botId: 'bot-1',
    sessionId: 'session-1',
    role: 'USER',
    message: 'Do you deliver on Saturdays?',
    messageId: 'm-1',
  });

/** Deliveries that are authentic and not understood, and one that is not authentic. */
const playUnusable = async ({ apiUrl, simulatorUrl }: Stage): Promise<void> => {
  await deliverPayload(simulatorUrl, { event_name: 'message', business_id: businessId, message: { id: 1 } });
  await deliverPayload(simulatorUrl, { event_name: 'survey_sent', survey: 7 });
  await postForged(apiUrl);
};

const playDeadLetters = async ({ sqs, deadLettersUrl }: Stage): Promise<void> => {
  const receivedAt = Date.now() - 20 * 60_000;
  for (const saying of [stored, ...lost]) await putDeadLetter(sqs, deadLettersUrl, { saying, receivedAt });
};

/** Plays, once, everything that the dashboard tells of: both directions, and what goes wrong in each. */
export const playScenes = async (stage: Stage): Promise<void> => {
  await playBothDirections(stage);
  await deliverSaying(stage.simulatorUrl, stored);
  await playFineGuide(stage);
  await playUnusable(stage);
  await sendInVain(stage, { conversationId: conversationOf('chen-41077'), text: 'Please cancel my order.' });
  await playDeadLetters(stage);
  await waitForEvents(`${stage.apiUrl}/v1/conversations/${conversationOf(stored.user)}`, 1);
};

import { formatConversationId, formatUserName } from '#functions/shared/domain/conversation-id.ts';
import { readMessages, waitForEvents } from './conversation.ts';
import { deliverAll } from './deliver.ts';
import { findDifferences } from './find-differences.ts';
import { formatTranscript } from './format-transcript.ts';
import { authId, businessId, delivered, deliveriesFrom, replyText, sentText } from './script.ts';
import { send } from './send.ts';

type Running = { apiUrl: string; simulatorUrl: string };

const describeArrivals = (arrivals: readonly number[]): string =>
  arrivals
    .map((message, index) => (arrivals.indexOf(message) < index ? `${message} again` : message))
    .join(' · ');

/**
 * Plays one conversation in both directions through the running relay, late and repeated deliveries included, and
 * writes its transcript. Resolves to whether it is exact.
 */
export const playDemo = async (
  { apiUrl, simulatorUrl }: Running,
  write: (text: string) => void,
): Promise<boolean> => {
  const deliveries = deliveriesFrom(Date.now() - 120_000);
  const arrivals = deliveries.map(({ message }) => message);
  const conversationId = formatConversationId('haptik', String(businessId), formatUserName({ authId }));
  const conversationUrl = `${apiUrl}/v1/conversations/${conversationId}`;

  write(
    `Haptik delivers ${delivered.length} messages in ${arrivals.length} requests: ${describeArrivals(arrivals)}`,
  );
  await deliverAll(simulatorUrl, deliveries);
  await waitForEvents(conversationUrl, delivered.length);
  write(`The company sends: ${sentText}`);
  const platformId = await send(apiUrl, { conversationId, text: sentText });
  const expected = [...delivered, { platformId, text: sentText }, { text: replyText }];
  await waitForEvents(conversationUrl, expected.length);
  const messages = await readMessages(conversationUrl);
  const differences = findDifferences(expected, messages);

  write(`\nWhat the relay has of conversation ${conversationId}:\n`);
  write(`${formatTranscript(messages, arrivals)}\n`);
  for (const difference of differences) write(`  ${difference}`);
  write(
    differences.length === 0
      ? `Exact: ${expected.length} messages in the platform’s order, each once, seq 1 to ${expected.length} without a gap.`
      : 'Not exact: see above.',
  );
  return differences.length === 0;
};

import { afterAll, expect, test } from 'vitest';
import { deliver, haptikMessage, readMessages, untilStored } from '#test/support/api-client.ts';
import { startRelayProcess } from '#test/support/relay-process.ts';

const conversations = 20;
const messagesEach = 50;
const connections = 16;

const relay = await startRelayProcess();

afterAll(async () => {
  await relay.end('SIGTERM');
});

const shuffled = <Item>(items: readonly Item[]): Item[] =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);

test('a thousand messages, shuffled and each sent three times at once, make twenty exact conversations', async () => {
  const users = Array.from({ length: conversations }, (_, index) => `user-${index}`);
  const ids = Array.from({ length: messagesEach }, (_, index) => 1000 + index);
  const bodies = users.flatMap((user) => ids.map((id) => haptikMessage(user, id)));
  // The queue drops a repeat of the same bytes. Stamped anew, as the platform may do, it reaches the table.
  const stampedAnew = bodies.map((body) => body.replace(/"timestamp":"2026/, '"timestamp":"2027'));
  const deliveries = shuffled([...bodies, ...bodies, ...stampedAnew]).values();

  const answers: unknown[] = [];
  const connection = async () => {
    for (const body of deliveries) answers.push(await deliver(relay.apiUrl, body));
  };
  await Promise.all(Array.from({ length: connections }, connection));

  expect(answers.filter((answer) => Object(answer).status !== 'accepted')).toEqual([]);
  expect(answers).toHaveLength(3 * conversations * messagesEach);
  for (const user of users) {
    await untilStored(relay.apiUrl, `haptik:343:${user}`, messagesEach);
    const messages = await readMessages(relay.apiUrl, `haptik:343:${user}`, 7);
    expect(messages.map(({ platformId }) => Number(platformId))).toEqual(ids);
    expect(messages.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(
      ids.map((_, index) => index + 1),
    );
  }
});

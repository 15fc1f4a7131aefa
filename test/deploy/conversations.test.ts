import { expect, test } from 'vitest';
import { haptikMessage, postWebhook, readMessages, untilStored } from '#test/support/api-client.ts';
import { readDeployment } from './deployment.ts';

const { doorUrl: apiUrl } = readDeployment();

const users = ['user-0', 'user-1', 'user-2', 'user-3', 'user-4'];
const ids = Array.from({ length: 20 }, (_, index) => 1000 + index);
const connections = 4;

const shuffled = <Item>(items: readonly Item[]): Item[] =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);

test('messages that arrive shuffled, and each three times, make exact conversations', async () => {
  const bodies = users.flatMap((user) => ids.map((id) => haptikMessage(user, id)));
  // The queue drops a repeat of the same bytes. Stamped anew, as the platform may do, it reaches the table.
  const stampedAnew = bodies.map((body) => body.replace(/"timestamp":"2026/, '"timestamp":"2027'));
  const deliveries = shuffled([...bodies, ...bodies, ...stampedAnew]).values();

  const statuses: number[] = [];
  const connection = async () => {
    for (const body of deliveries) {
      const answer = await postWebhook(apiUrl, body);
      await answer.body?.cancel();
      statuses.push(answer.status);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));

  expect(statuses).toEqual(Array(3 * bodies.length).fill(200));
  for (const user of users) {
    await untilStored(apiUrl, `haptik:343:${user}`, ids.length);
    const messages = await readMessages(apiUrl, `haptik:343:${user}`, 7);
    expect(messages.map(({ platformId }) => Number(platformId))).toEqual(ids);
    expect(messages.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual(
      ids.map((_, index) => index + 1),
    );
  }
});

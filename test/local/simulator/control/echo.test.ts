import { expect, test } from 'vitest';
import { startTestSimulator } from '#test/local/simulator/client.ts';
import { startReceiver } from '#test/local/simulator/receiver.ts';

/** A platform with one user, whose next call goes by this step. */
const startScripted = async (step: object, webhookUrl: string) => {
  const simulator = await startTestSimulator({ webhookUrl });
  await simulator.register('meera-01');
  await simulator.call('POST', '/_control/script', [step]);
  return simulator;
};

test.each([
  { title: 'logged', step: { echo: true } },
  { title: 'processed although its answer is lost', step: { echo: true, drop: true, processed: true } },
])('a message that is $title comes back as the user’s own where the script wants it', async ({ step }) => {
  await using receiver = await startReceiver();
  await using simulator = await startScripted(step, receiver.url);

  await simulator.log('meera-01', 'one').catch(() => undefined);
  const arrivals = await receiver.arrived(2);
  const events = arrivals.map(({ body }) => JSON.parse(String(body)));
  const { json } = await simulator.call('GET', '/_control/received');

  const [own] = events.filter(({ agent }) => agent === undefined);
  expect(json).toMatchObject({ received: [{ messageId: own.message.id }] });
  expect(own).toEqual({
    version: '1.0',
    timestamp: expect.stringMatching(/Z$/),
    user: expect.objectContaining({ auth_id: 'meera-01' }),
    business_id: 343,
    business_name: 'Simulated business',
    event_name: 'message',
    message: {
      id: expect.any(Number),
      body: { text: 'one', type: 'TEXT', data: { quick_replies: [] } },
    },
  });
});

test('an echo lasts for its step, and what is not logged has none', async () => {
  await using receiver = await startReceiver();
  await using simulator = await startScripted({ echo: true, status: 503 }, receiver.url);

  await simulator.log('meera-01', 'one');
  await simulator.log('meera-01', 'two');
  await simulator.idle();

  expect(receiver.arrivals.map(({ body }) => JSON.parse(String(body)).message.body.text)).toEqual([
    'You wrote: two',
  ]);
});

const fileForm = (): FormData => {
  const form = new FormData();
  const fields = { auth_id: 'meera-01', business_id: '343', message_type: '52', message_body: 'hi' };
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new File(['bytes'], 'bill.pdf'));
  return form;
};

const message = { user: { auth_id: 'meera-01' }, message_body: 'hi', message_type: 0, business_id: 343 };

test.each([
  { path: '/v1.0/log_message_from_user/shop/', body: message, reply: 'You wrote: hi' },
  { path: '/v1.0/log_file_from_user/', body: fileForm(), reply: 'You sent: bill.pdf' },
])('what is logged at $path comes back with its text too', async ({ path, body, reply }) => {
  await using receiver = await startReceiver();
  await using simulator = await startScripted({ echo: true }, receiver.url);

  await simulator.call('POST', path, body);
  const arrivals = await receiver.arrived(2);

  const texts: string[] = arrivals.map((arrival) => JSON.parse(String(arrival.body)).message.body.text);
  expect(texts.toSorted()).toEqual([reply, 'hi']);
});

import { expect, test } from 'vitest';
import { startTestSimulator } from '#test/local/simulator/client.ts';
import { startReceiver } from '#test/local/simulator/receiver.ts';

const path = '/v1.0/log_message_from_user_synchronously/';
const question = { user: { auth_id: 'meera-01' }, message_body: 'hi', message_type: 0, business_id: 343 };

test('a question is answered by the bot in the response, in a list of HSL elements', async () => {
  await using simulator = await startTestSimulator({ webhookUrl: 'http://127.0.0.1:9/' });
  await simulator.register('meera-01');

  const answer = await simulator.call('POST', path, question);

  expect(answer).toEqual({
    status: 200,
    json: {
      version: '1.0',
      timestamp: expect.stringMatching(/Z$/),
      agent: {
        id: 4400,
        name: 'gogo',
        profile_image: 'https://assets.example.com/gogo.png',
        is_automated: true,
      },
      message: [
        {
          id: expect.any(Number),
          body: { text: 'You wrote: hi', type: 'TEXT', data: { quick_replies: [] } },
        },
      ],
    },
  });
});

test('a question is kept like any message, and nothing of it comes through the webhook', async () => {
  await using receiver = await startReceiver();
  await using simulator = await startTestSimulator({ webhookUrl: receiver.url });
  await simulator.register('meera-01');

  await simulator.call('POST', path, question);
  await simulator.idle();
  const { json } = await simulator.call('GET', '/_control/received');

  expect(json).toMatchObject({ received: [{ body: question }] });
  expect(await simulator.state()).toMatchObject({ history: [] });
});

test('a question without a text is a 400 that says so', async () => {
  await using simulator = await startTestSimulator({ webhookUrl: 'http://127.0.0.1:9/' });

  const answer = await simulator.call('POST', path, { ...question, message_body: undefined });

  expect(answer).toEqual({
    status: 400,
    json: { error_message: expect.stringMatching(/^message_body: /) },
  });
});

import { createHash } from 'node:crypto';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Command } from '#functions/shared/domain/outbox/command.ts';
import { file, fileOf, message, openHaptik } from '#test/functions/shared/adapters/haptik/open-haptik.ts';
import { startTestSimulator } from '#test/local/simulator/client.ts';
import { startReceiver } from '#test/local/simulator/receiver.ts';

const receiver = await startReceiver();
const simulator = await startTestSimulator({ webhookUrl: receiver.url });
afterAll(async () => {
  await simulator.close();
  await receiver.close();
});

beforeEach(() => simulator.call('POST', '/_control/reset'));

const received = async () => (await simulator.call('GET', '/_control/received')).json;

const profile = { name: 'Meera', customData: { tier: 'gold' } };

test('a message is logged for its user', async () => {
  const { perform, haptik, target } = openHaptik(simulator.url);
  await haptik.register(target, profile, AbortSignal.timeout(5_000));

  const verdict = await perform(message);

  expect(verdict).toEqual({
    is: 'done',
    platformId: expect.stringMatching(/^\d+$/),
    platformAt: expect.any(Number),
  });
  expect(await received()).toMatchObject({
    received: [
      {
        messageId: Number(verdict.is === 'done' && verdict.platformId),
        body: {
          user: { auth_id: 'meera-01' },
          message_body: message.text,
          message_type: 0,
          business_id: 343,
        },
      },
    ],
  });
});

test('a message goes to the endpoint of 2018 too', async () => {
  const { perform, haptik, target } = openHaptik(simulator.url, { send: { clientName: 'acme' } });
  await haptik.register(target, {}, AbortSignal.timeout(5_000));

  expect(await perform(message)).toMatchObject({ is: 'done', platformId: expect.stringMatching(/^\d+$/) });
});

test('a message of an unknown user is not', async () => {
  expect(await openHaptik(simulator.url).perform(message)).toEqual({
    is: 'unregistered',
    status: 403,
    message: 'user is not registered',
  });
});

test('a user is created, and changed where it exists', async () => {
  const { perform } = openHaptik(simulator.url);

  const verdicts = [
    await perform({ kind: 'user', profile }),
    await perform({ kind: 'user', profile: { name: 'Meera K' } }),
    await perform(message),
  ];

  expect(verdicts).toMatchObject([{ is: 'done' }, { is: 'done' }, { is: 'done' }]);
  expect(await simulator.state()).toMatchObject({
    users: [{ auth_id: 'meera-01', name: 'Meera K', custom_data: { tier: 'gold' } }],
  });
});

test('a file of 10 MiB arrives to the byte', async () => {
  const bytes = Buffer.alloc(10 * 1024 * 1024, 'a file\r\n--relay-\r\n');
  const { perform, haptik, target } = openHaptik(simulator.url, { openFile: fileOf(bytes) });
  await haptik.register(target, {}, AbortSignal.timeout(5_000));

  const verdict = await perform({ ...file, fileName: 'बिल 1.pdf' });

  expect(verdict).toMatchObject({ is: 'done', platformId: expect.stringMatching(/^\d+$/) });
  expect(await received()).toMatchObject({
    received: [
      {
        body: { user: { auth_id: 'meera-01' }, message_body: 'the bill', message_type: 52, business_id: 343 },
        file: {
          name: 'बिल 1.pdf',
          type: 'application/pdf',
          size: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        },
      },
    ],
  });
});

test('feedback is taken once, from a user who has written', async () => {
  const feedback: Command = { kind: 'feedback', resolved: true, rating: 4 };
  const { perform, haptik, target } = openHaptik(simulator.url);
  const unknown = await perform(feedback);
  await haptik.register(target, {}, AbortSignal.timeout(5_000));
  const silent = await perform(feedback);
  await perform(message);

  const verdicts = [await perform(feedback), await perform(feedback)];

  expect(unknown).toMatchObject({ is: 'unregistered', message: 'Invalid_User' });
  expect(silent).toMatchObject({ is: 'refused', status: 404 });
  expect(verdicts).toMatchObject([{ is: 'done' }, { is: 'refused', duplicate: true }]);
});

test('the webhook is switched on', async () => {
  expect(await openHaptik(simulator.url).ask()).toEqual({
    outcome: 'answered',
    status: 200,
    body: { enabled: true },
  });
});

test('a call that the platform drops was perhaps carried out, and the next one goes through', async () => {
  const { perform, haptik, target } = openHaptik(simulator.url);
  await haptik.register(target, {}, AbortSignal.timeout(5_000));
  await simulator.call('POST', '/_control/script', [{ drop: true, processed: true }]);

  const verdicts = [await perform(message), await perform(message)];

  expect(verdicts).toMatchObject([{ is: 'unclear' }, { is: 'done' }]);
});

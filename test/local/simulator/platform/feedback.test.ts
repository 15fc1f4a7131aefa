import { expect, test } from 'vitest';
import { startTestSimulator } from '#test/local/simulator/client.ts';
import { createManualClock } from '#test/local/simulator/manual-clock.ts';

const path = '/v1.0/log_feedback_from_user/';
const feedback = { auth_id: 'meera-01', business_id: 343, query_resolved: true, query_rating: 4 };

const start = async (timeScale = 1) => {
  const clock = createManualClock();
  const simulator = await startTestSimulator({ webhookUrl: 'http://127.0.0.1:9/', clock, timeScale });
  await simulator.register('meera-01');
  return {
    ...simulator,
    pass: (second: number) => clock.passUntil(second, simulator),
    submit: (body: unknown = feedback) => simulator.call('POST', path, body),
    [Symbol.asyncDispose]: () => simulator.close(),
  };
};

const duplicate = { status: 400, json: { error_message: 'duplicate feedback' } };

test('feedback on a conversation is taken with 201 and kept', async () => {
  await using simulator = await start();
  await simulator.log('meera-01', 'hi');

  const answer = await simulator.submit({ ...feedback, feedback: 'Great!' });
  const { json } = await simulator.call('GET', '/_control/received');

  expect(answer).toEqual({ status: 201, json: { success: true } });
  const body = { ...feedback, feedback: 'Great!' };
  expect(json).toMatchObject({ feedback: [{ receivedAt: '2026-11-21T09:00:00.000Z', body }] });
});

test.each([
  { timeScale: 1, before: 3_599, after: 3_600 },
  { timeScale: 3_600, before: 0.999, after: 1 },
])('within an hour divided by $timeScale feedback is a duplicate', async ({ timeScale, before, after }) => {
  await using simulator = await start(timeScale);
  await simulator.log('meera-01', 'hi');
  await simulator.submit();

  await simulator.pass(before);
  const tooEarly = await simulator.submit();
  await simulator.pass(after);
  const again = await simulator.submit();

  expect(tooEarly).toEqual(duplicate);
  expect(again.status).toBe(201);
});

test('feedback in another business is no duplicate', async () => {
  await using simulator = await start();
  await simulator.log('meera-01', 'hi');
  const other = { user: { auth_id: 'meera-01' }, message_body: 'hi', message_type: 0, business_id: 344 };
  await simulator.call('POST', '/v1.0/log_message_from_user/', other);
  await simulator.submit();

  const { status } = await simulator.submit({ ...feedback, business_id: 344 });

  expect(status).toBe(201);
});

test('feedback of another user is no duplicate', async () => {
  await using simulator = await start();
  await simulator.register('ravi-02');
  for (const authId of ['meera-01', 'ravi-02']) await simulator.log(authId, 'hi');
  await simulator.submit();

  const { status } = await simulator.submit({ ...feedback, auth_id: 'ravi-02' });

  expect(status).toBe(201);
});

test('without a conversation of that user in that business feedback is refused with 404', async () => {
  await using simulator = await start();
  await simulator.register('ravi-02');
  await simulator.log('meera-01', 'hi');

  const elsewhere = await simulator.submit({ ...feedback, business_id: 344 });
  const someoneElse = await simulator.submit({ ...feedback, auth_id: 'ravi-02' });

  const error_message =
    'Failed to submit feedback, please make sure there is an active conversation with the agent';
  expect(elsewhere).toEqual({ status: 404, json: { error_message } });
  expect(someoneElse).toEqual(elsewhere);
});

test('feedback of an unknown user is refused with 403 and a name of its own', async () => {
  await using simulator = await start();

  const answer = await simulator.submit({ ...feedback, auth_id: 'nobody' });

  expect(answer).toEqual({ status: 403, json: { error_message: 'Invalid_User' } });
});

test.each([
  { change: { query_rating: 0 }, names: /^query_rating: must be 1 to 5$/ },
  { change: { query_rating: 6 }, names: /^query_rating: must be 1 to 5$/ },
  { change: { query_rating: 4.5 }, names: /^query_rating: / },
  { change: { query_resolved: 'yes' }, names: /^query_resolved: / },
  { change: { business_id: undefined }, names: /^business_id: / },
])('feedback with $change is a 400 that says $names', async ({ change, names }) => {
  await using simulator = await start();
  await simulator.log('meera-01', 'hi');

  const answer = await simulator.submit({ ...feedback, ...change });

  expect(answer).toEqual({ status: 400, json: { error_message: expect.stringMatching(names) } });
});

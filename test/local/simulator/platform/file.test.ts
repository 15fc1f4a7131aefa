import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { startTestSimulator } from '#test/local/simulator/client.ts';
import { startReceiver } from '#test/local/simulator/receiver.ts';

const path = '/v1.0/log_file_from_user/';
const bytes = Uint8Array.of(0, 255, 13, 10, 45, 45);
const mebibytes10 = 10 * 1024 * 1024;

const fields = { auth_id: 'meera-01', business_id: '343', message_type: '52', message_body: 'the bill' };
const bill = new File([bytes], 'bill.pdf', { type: 'application/pdf' });

const formOf = (given: Record<string, string>, file?: File | string): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(given)) form.set(name, value);
  if (file !== undefined) form.set('file', file);
  return form;
};

const start = async (webhookUrl = 'http://127.0.0.1:9/') => {
  const simulator = await startTestSimulator({ webhookUrl });
  await simulator.register('meera-01');
  return {
    ...simulator,
    upload: (given: Record<string, string>, file?: File | string) =>
      simulator.call('POST', path, formOf(given, file)),
    [Symbol.asyncDispose]: () => simulator.close(),
  };
};

test('a file is answered with its id, text, time, type and address', async () => {
  await using simulator = await start();

  const { status, json } = await simulator.upload(fields, bill);

  expect(status).toBe(200);
  expect(json).toEqual({
    message_id: expect.any(Number),
    message_body: 'the bill',
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    message_type: 52,
    file_url: expect.stringMatching(/^https:\/\/files\.example\.com\/\d+\/bill\.pdf$/),
  });
});

test('received tells what the file was, to the byte', async () => {
  await using simulator = await start();
  await simulator.upload(fields, bill);

  const { json } = await simulator.call('GET', '/_control/received');

  const body = {
    user: { auth_id: 'meera-01' },
    business_id: 343,
    message_type: 52,
    message_body: 'the bill',
  };
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const file = { name: 'bill.pdf', type: 'application/pdf', size: 6, sha256 };
  expect(json).toMatchObject({ received: [{ messageId: expect.any(Number), body, file }] });
});

test('the bot answers a file through the webhook', async () => {
  await using receiver = await startReceiver();
  await using simulator = await start(receiver.url);

  await simulator.upload(fields, bill);
  const [reply] = await receiver.arrived(1);

  const event = { business_id: 343, message: { body: { text: 'You sent: bill.pdf' } } };
  expect(JSON.parse(String(reply?.body))).toMatchObject(event);
});

test.each([
  { type: '1', names: ['a.jpg', 'a.jpeg', 'a.PNG', 'a.gif'] },
  { type: '52', names: ['a.docx', 'a.doc', 'a.pdf', 'a.XLS', 'a.xlsx', 'a.csv', 'नमस्ते.pdf'] },
])(
  'a message_type of $type takes $names, of 10 MiB too, and the text may be absent',
  async ({ type, names }) => {
    await using simulator = await start();
    const given = { auth_id: 'meera-01', business_id: '343', message_type: type };
    const large = new File([new Uint8Array(mebibytes10)], names[0] ?? '');

    const answers = [await simulator.upload(given, large)];
    for (const name of names) answers.push(await simulator.upload(given, new File(['x'], name)));

    for (const answer of answers) expect(answer).toMatchObject({ status: 200, json: { message_body: '' } });
  },
);

test('a file of an unknown user is refused with 403', async () => {
  await using simulator = await start();

  const answer = await simulator.upload({ ...fields, auth_id: 'nobody' }, bill);

  expect(answer).toEqual({ status: 403, json: { error_message: 'user is not registered' } });
});

test.each([
  { title: 'no file', given: fields, file: undefined, names: /^file: / },
  { title: 'a text as file', given: fields, file: 'text', names: /^file: / },
  {
    title: 'a file above 10 MiB',
    given: fields,
    file: new File([new Uint8Array(mebibytes10 + 1)], 'bill.pdf'),
    names: /^file: must be at most 10485760 bytes$/,
  },
  {
    title: 'an image as document',
    given: fields,
    file: new File(['x'], 'a.png'),
    names: /^file: .*extension/,
  },
  {
    title: 'a document as image',
    given: { ...fields, message_type: '1' },
    file: bill,
    names: /^file: .*extension/,
  },
  {
    title: 'another message_type',
    given: { ...fields, message_type: '0' },
    file: bill,
    names: /^message_type: must be 1 \(image\) or 52 \(document\)$/,
  },
  {
    title: 'a business_id that is no number',
    given: { ...fields, business_id: 'x' },
    file: bill,
    names: /^business_id: must be a whole number$/,
  },
  {
    title: 'no auth_id',
    given: { ...fields, auth_id: '' },
    file: bill,
    names: /^auth_id: must not be empty$/,
  },
])('$title is a 400 that says $names', async ({ given, file, names }) => {
  await using simulator = await start();

  const answer = await simulator.upload(given, file);

  expect(answer).toEqual({ status: 400, json: { error_message: expect.stringMatching(names) } });
});

test.each([
  { title: 'JSON', body: '{}', type: 'application/json' },
  { title: 'multipart without a boundary', body: 'x', type: 'multipart/form-data' },
  { title: 'multipart that is cut off', body: '--b\r\nContent-', type: 'multipart/form-data; boundary=b' },
  { title: 'no content type', body: '', type: '' },
])('$title is a 400 that asks for multipart', async ({ body, type }) => {
  await using simulator = await start();
  const credentials = { authorization: 'Bearer token-01', 'client-id': 'client-01' };

  const answer = await simulator.call('POST', path, body, { ...credentials, 'content-type': type });

  expect(answer).toEqual({ status: 400, json: { error_message: 'body: must be multipart/form-data' } });
});

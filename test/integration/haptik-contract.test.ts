import { describe, expect, test } from 'vitest';
import type { Command } from '#functions/shared/domain/outbox/command.ts';
import type { Verdict } from '#functions/shared/domain/outbox/platform.ts';
import {
  bytesOfFile,
  file,
  message,
  openHaptik,
} from '#test/functions/shared/adapters/haptik/open-haptik.ts';
import { json, startRecorder } from '#test/functions/shared/adapters/haptik/start-server.ts';
import { someTime } from '#test/support/samples.ts';

const profile = {
  name: 'Meera',
  email: 'meera@example.com',
  mobileNo: '+91 98765 43210',
  languageCode: 'hi',
  customData: { tier: 'gold', orders: 3, vip: true, note: null },
};
const profileSent = {
  auth_id: 'meera-01',
  name: 'Meera',
  email: 'meera@example.com',
  mobile_no: '+91 98765 43210',
  language_code: 'hi',
  custom_data: { tier: 'gold', orders: 3, vip: true, note: null },
};
const user: Command = { kind: 'user', profile };
const feedback: Command = { kind: 'feedback', resolved: true, rating: 5, comment: 'thanks' };
const handoff: Command = { kind: 'handoff', team: 'Sales', countdownSeconds: 10, userName: 'handle1' };

const messageSent = {
  user: { auth_id: 'meera-01' },
  message_body: 'Where is my order?',
  message_type: 0,
  business_id: 343,
};
const feedbackSent = {
  auth_id: 'meera-01',
  business_id: 343,
  query_resolved: true,
  query_rating: 5,
  feedback: 'thanks',
};
const handoffSent = {
  team_name: 'Sales',
  user_name: 'handle1',
  business_id: 343,
  countdown: 10,
  receiver: 'athena',
};

const sentTo = {
  message: '/v1.0/log_message_from_user/',
  file: '/v1.0/log_file_from_user/',
  user: '/v1.0/user/',
  feedback: '/v1.0/log_feedback_from_user/',
  handoff: '/integration/external/v2.0/send_chat_to_agent/',
};

/** Sends a command to a platform that answers so, and tells what it was sent and what was made of the answer. */
const perform = async (command: Command, answer: { status: number; body: unknown }, options = {}) => {
  await using server = await startRecorder(json(answer.status, answer.body));
  const verdict = await openHaptik(server.url, options).perform(command);
  return { verdict, seen: server.seen };
};

const ok = { status: 200, body: {} };

describe('a request', () => {
  test.each<[Command, object]>([
    [message, messageSent],
    [
      { ...message, messageType: 21 },
      { ...messageSent, message_type: 21 },
    ],
    [user, profileSent],
    [{ kind: 'user', profile: {} }, { auth_id: 'meera-01' }],
    [feedback, feedbackSent],
    [
      { kind: 'feedback', resolved: false, rating: 1 },
      { auth_id: 'meera-01', business_id: 343, query_resolved: false, query_rating: 1 },
    ],
    [handoff, handoffSent],
    [
      { kind: 'handoff', team: 'Sales', userName: 'handle1' },
      { team_name: 'Sales', user_name: 'handle1', business_id: 343, receiver: 'athena' },
    ],
  ])('for %j is as documented', async (command, body) => {
    const { seen } = await perform(command, ok);

    expect(seen[0]).toMatchObject({
      method: 'POST',
      path: sentTo[command.kind],
      headers: {
        authorization: 'Bearer token-01',
        'client-id': 'client-01',
        'content-type': 'application/json',
        accept: 'application/json',
      },
    });
    expect(JSON.parse(String(seen[0]?.body))).toEqual(body);
  });

  test('for a file is a form with its length', async () => {
    const { seen } = await perform(file, ok);
    const [{ method, path, headers, body } = { method: '', path: '', headers: {}, body: Buffer.of() }] = seen;

    expect([method, path]).toEqual(['POST', sentTo.file]);
    expect(headers).toMatchObject({
      authorization: 'Bearer token-01',
      'client-id': 'client-01',
      'content-length': String(body.length),
    });
    expect(headers['transfer-encoding']).toBeUndefined();
    const type = { 'content-type': headers['content-type'] ?? '' };
    const form = await new Response(Uint8Array.from(body), { headers: type }).formData();
    const { file: sent, ...fields } = Object.fromEntries(form);
    expect(fields).toEqual({
      auth_id: 'meera-01',
      business_id: '343',
      message_type: '52',
      message_body: 'the bill',
    });
    expect(sent).toMatchObject({ name: 'bill.pdf', type: 'application/pdf', size: bytesOfFile.length });
  });

  test('names a user whom only the platform has an id of by that', async () => {
    const { seen } = await perform(message, ok, { user: { userId: 'hu7' } });

    expect(JSON.parse(String(seen[0]?.body))).toMatchObject({ user: { user_id: 'hu7' } });
  });

  test("has the client's name in its path where the channel says so, as in 2018", async () => {
    const { seen } = await perform(message, ok, { send: { clientName: 'Acme & Söhne/1' } });

    expect(seen[0]?.path).toBe('/v1.0/log_message_from_user/Acme%20%26%20S%C3%B6hne%2F1/');
  });

  test('for a user is a creation, then an update with the same', async () => {
    const { seen, verdict } = await perform(user, ok);

    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1.0/user/',
      'PUT /v1.0/user/',
    ]);
    expect(seen[1]?.body).toEqual(seen[0]?.body);
    expect(verdict).toEqual({ is: 'done' });
  });

  test('to register a user is a creation only', async () => {
    await using server = await startRecorder(json(200, { auth_id: 'meera-01' }));
    const { haptik, target } = openHaptik(server.url);

    const verdict = await haptik.register(target, profile, AbortSignal.timeout(5_000));

    expect(verdict).toEqual({ is: 'done' });
    expect(server.seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /v1.0/user/']);
    expect(JSON.parse(String(server.seen[0]?.body))).toEqual(profileSent);
  });

  test('to switch the webhook on says all that was ever documented, and hands the answer on', async () => {
    await using server = await startRecorder(json(200, { enabled: true }));
    const { haptik, target } = openHaptik(server.url);
    const signal = AbortSignal.timeout(5_000);

    const answers = [
      await haptik.enableWebhook({ ...target, devicePlatform: 13 }, signal),
      await haptik.enableWebhook({ channel: target.channel, devicePlatform: 5 }, signal),
    ];

    const answer = { outcome: 'answered', status: 200, body: { enabled: true } };
    expect(answers).toEqual([answer, answer]);
    expect(server.seen.map(({ path, body }) => [path, JSON.parse(String(body))])).toEqual([
      ['/v1.0/webhook/', { enabled: true, business_id: 343, device_platform: 13 }],
      ['/v1.0/webhook/', { enabled: true, device_platform: 5 }],
    ]);
  });

  test('to ask goes to the URL of the synchronous API, and its answer is handed on with every digit', async () => {
    await using server = await startRecorder((_, response) =>
      response.end('{"message":[{"id":9007199254740993,"body":{"text":"hi"}}]}'),
    );
    const { haptik, target } = openHaptik('https://nowhere.invalid', {
      send: { askUrl: `${server.url}/sync/?x=1` },
    });

    const answer = await haptik.ask(target, 'Where is my order?', AbortSignal.timeout(5_000));

    expect(answer).toMatchObject({ outcome: 'answered', status: 200 });
    expect(JSON.stringify(answer)).toContain('9007199254740993');
    expect(server.seen.map(({ path, body }) => [path, JSON.parse(String(body))])).toEqual([
      ['/sync/?x=1', messageSent],
    ]);
  });
});

const createdAt = '2026-11-21T09:00:00.000Z';
const logged: Verdict = { is: 'done', platformId: '1001', platformAt: someTime };
const wrong = (status: number, text: string) => ({ status, body: { error_message: text } });
const refused = (status: number, text: string): Verdict => ({ is: 'refused', status, message: text });
const unauthorized = (status: number, text: string): Verdict => ({
  is: 'unauthorized',
  status,
  message: text,
});
const unregistered = (status: number, text: string): Verdict => ({
  is: 'unregistered',
  status,
  message: text,
});

const noConversation =
  'Failed to submit feedback, please make sure there is an active conversation with the agent';

type Row = { command: Command; answer: { status: number; body: unknown }; verdict: Verdict };

const documented: Row[] = [
  ...[message, file].flatMap((command): Row[] => [
    {
      command,
      answer: {
        status: 200,
        body: { message_id: 1001, message_body: 'x', created_at: createdAt, message_type: 0 },
      },
      verdict: logged,
    },
    {
      command,
      answer: {
        status: 200,
        body: [{ message_id: 1001, body: 'x', sort_id: 4, created_at: createdAt, message_type: 0 }],
      },
      verdict: logged,
    },
    {
      command,
      answer: {
        status: 200,
        body: [
          { id: 1001, agent_name: 'gogo', body: 'x', sort_id: 4, created_at: createdAt, message_type: 0 },
        ],
      },
      verdict: logged,
    },
    {
      command,
      answer: wrong(403, 'user is not registered'),
      verdict: unregistered(403, 'user is not registered'),
    },
  ]),
  ...[message, file, user, feedback].map((command) => ({
    command,
    answer: wrong(401, 'invalid authorization details'),
    verdict: unauthorized(401, 'invalid authorization details'),
  })),
  {
    command: user,
    answer: { status: 200, body: { auth_id: 'meera-01', mobile_no: null, email: null, name: 'Meera' } },
    verdict: { is: 'done' },
  },
  { command: feedback, answer: { status: 201, body: { success: true } }, verdict: { is: 'done' } },
  {
    command: feedback,
    answer: wrong(400, 'duplicate feedback'),
    verdict: { is: 'refused', status: 400, message: 'duplicate feedback', duplicate: true },
  },
  { command: feedback, answer: wrong(404, noConversation), verdict: refused(404, noConversation) },
  { command: feedback, answer: wrong(403, 'Invalid_User'), verdict: unregistered(403, 'Invalid_User') },
  { command: handoff, answer: { status: 200, body: { success: true } }, verdict: { is: 'done' } },
  ...[
    'client_id missing in headers',
    'invalid client_id in headers',
    'invalid authorization in headers',
    'token missing in headers',
    'invalid token provided',
  ].map((text) => ({ command: handoff, answer: wrong(401, text), verdict: unauthorized(401, text) })),
  ...[
    'user_name missing in the request',
    'business_id missing in the request',
    'team_name missing in the request',
    'invalid user_name',
    'invalid business_id provided',
    'business "343" is inactive',
    'invalid team_name provided',
    'team "Sales" is inactive',
    'user has not sent a message',
  ].map((text) => ({ command: handoff, answer: wrong(400, text), verdict: refused(400, text) })),
  {
    command: handoff,
    answer: wrong(400, 'user is not registered'),
    verdict: unregistered(400, 'user is not registered'),
  },
  {
    command: message,
    answer: { status: 400, body: { error: 'business_id is unknown' } },
    verdict: refused(400, 'business_id is unknown'),
  },
];

test.each(documented)('$command.kind: $answer is understood', async ({ command, answer, verdict }) => {
  expect((await perform(command, answer)).verdict).toEqual(verdict);
});

describe('what cannot be asked', () => {
  const { signal } = new AbortController();

  test('rejects where the channel says no platform', async () => {
    const { haptik, target } = openHaptik('https://nowhere.invalid');
    const { send: _, ...channel } = target.channel;

    await expect(haptik.perform({ ...target, channel }, message, signal)).rejects.toThrow('has no `send`');
  });

  test('rejects where the channel has no URL to ask at', async () => {
    const { haptik, target } = openHaptik('https://nowhere.invalid');

    await expect(haptik.ask(target, 'hi', signal)).rejects.toThrow('no URL to ask at');
  });

  test.each(['perform', 'enableWebhook'] as const)(
    'rejects in the clear, unless on this machine (%s)',
    async (call) => {
      const { haptik, target } = openHaptik('http://haptik.example');
      const calls = {
        perform: () => haptik.perform(target, message, signal),
        enableWebhook: () => haptik.enableWebhook({ ...target, devicePlatform: 13 }, signal),
      };

      await expect(calls[call]()).rejects.toThrow('https URL');
    },
  );

  test('rejects without a business id, a user id, or the version of a file', async () => {
    const { haptik, target } = openHaptik('https://nowhere.invalid');
    const withoutVersion = { ...file, etag: undefined };

    await expect(haptik.perform({ ...target, businessId: undefined }, message, signal)).rejects.toThrow(
      'business id',
    );
    await expect(haptik.perform({ ...target, user: {} }, message, signal)).rejects.toThrow('have an id');
    await expect(haptik.perform(target, withoutVersion, signal)).rejects.toThrow('uploaded');
  });
});

import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { playDemo } from '#local/demo/play-demo.ts';
import { readMessages, untilStored } from '#test/support/api-client.ts';
import { isSent, postJson, sendMessage, untilOutbox } from '#test/support/send-client.ts';
import { readDeployment } from './deployment.ts';

// A platform of your own knows its own businesses only.
const { HAPTIK_BUSINESS_ID: businessId = '343' } = process.env;
const { doorUrl: apiUrl, sends, simulatorUrl = '' } = readDeployment();

const outboxIdOf = async (answer: Response): Promise<string> =>
  z.parse(z.object({ outboxId: z.string() }), await answer.json()).outboxId;

const textsOf = async (id: string) => (await readMessages(apiUrl, id)).map(({ text }) => text);

const script = (...steps: object[]) => postJson(`${simulatorUrl}/_control/script`, steps);

test.runIf(sends)('what the company sends reaches the platform and stands in the conversation', async () => {
  const id = `haptik:${businessId}:greeted`;

  const sent = await untilOutbox(apiUrl, await sendMessage(apiUrl, id, 'Hello'), isSent);

  expect(sent).toMatchObject({ confirmedBy: 'answer', platformId: expect.any(String) });
  expect(await textsOf(id)).toContain('Hello');
});

describe.runIf(simulatorUrl !== '')('with our simulator as the platform', () => {
  test('the demo is exact, in both directions', async () => {
    const said: string[] = [];

    const exact = await playDemo({ apiUrl, simulatorUrl }, (text) => said.push(text));

    expect(exact, said.join('\n')).toBe(true);
  });

  test('a message waits while the platform is too busy', async () => {
    await script({ status: 503, times: 2 });

    const sent = await untilOutbox(apiUrl, await sendMessage(apiUrl, 'haptik:343:patient', 'one'), isSent);

    expect(sent.attempts).toBe(3);
  });

  test('a message that the platform refuses has failed, and is sent when it is retried', async () => {
    const id = 'haptik:343:refused';
    await script({ status: 400 });
    const outboxId = await sendMessage(apiUrl, id, 'again');
    await untilOutbox(apiUrl, outboxId, ({ status }) => status === 'failed');
    const failed: unknown = await (await fetch(`${apiUrl}/v1/outbox?status=failed&channel=haptik`)).json();

    const retried = await outboxIdOf(await postJson(`${apiUrl}/v1/outbox/${outboxId}/retry`, {}));

    expect(failed).toMatchObject({ outbox: [{ id: outboxId, error: { status: 400 } }] });
    expect(await untilOutbox(apiUrl, retried, isSent)).toMatchObject({ attempts: 1 });
  });

  test('a file goes from the company to the bucket, and from there to the platform', async () => {
    const content = 'hello';
    const file = { fileName: 'note.pdf', contentType: 'application/pdf', size: content.length };
    const announced = await postJson(`${apiUrl}/v1/conversations/haptik:343:filer/files`, file);
    const { outboxId, upload } = z.parse(
      z.object({
        outboxId: z.string(),
        upload: z.object({ url: z.string(), headers: z.record(z.string(), z.string()) }),
      }),
      await announced.json(),
    );

    const put = await fetch(upload.url, { method: 'PUT', headers: upload.headers, body: content });
    const forged = await fetch(upload.url.replace(/\/uploads\//, '/quarantine/'), {
      method: 'PUT',
      headers: upload.headers,
      body: content,
    });
    await postJson(`${apiUrl}/v1/outbox/${outboxId}/uploaded`, {});

    expect(put.status).toBe(200);
    expect(forged.status).toBe(403);
    expect(await untilOutbox(apiUrl, outboxId, isSent)).toMatchObject({ attempts: 1 });
  });

  test('a rating, a hand-off and a profile arrive', async () => {
    const id = 'haptik:343:rater';
    await sendMessage(apiUrl, id, 'Hello');
    // With the bot's answer comes the platform's own name of the user, which a hand-off needs.
    await untilStored(apiUrl, id, 2);

    const accepted = [
      await postJson(`${apiUrl}/v1/conversations/${id}/feedback`, { resolved: true, rating: 5 }),
      await postJson(`${apiUrl}/v1/conversations/${id}/handoff`, { team: 'orders' }),
      await fetch(`${apiUrl}/v1/users/rater?channel=haptik`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Meera' }),
      }),
    ];

    for (const answer of accepted) {
      expect(await untilOutbox(apiUrl, await outboxIdOf(answer), isSent)).toMatchObject({ attempts: 1 });
    }
  });

  test('a question is answered at once, and both are stored', async () => {
    const id = 'haptik:343:asker';
    await untilOutbox(apiUrl, await sendMessage(apiUrl, id, 'Hello'), isSent);
    await untilStored(apiUrl, id, 2);

    const answer = await postJson(`${apiUrl}/v1/conversations/${id}/ask`, { text: 'Are you there?' });

    expect(await answer.json()).toMatchObject({ reply: [{ text: 'You wrote: Are you there?' }] });
    expect(await textsOf(id)).toEqual([
      'Hello',
      'You wrote: Hello',
      'Are you there?',
      'You wrote: Are you there?',
    ]);
  });

  test('the webhook is switched on', async () => {
    const answer = await fetch(`${apiUrl}/v1/channels/haptik/enable`, { method: 'POST' });

    expect(await answer.json()).toEqual({ enabled: true });
  });
});

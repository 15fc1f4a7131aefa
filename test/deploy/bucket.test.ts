import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { createQuarantine, decodeQuarantined } from '#functions/shared/domain/quarantine.ts';
import { haptikMessage, postWebhook, readMessages, untilStored } from '#test/support/api-client.ts';
import { bucketOf } from './aws/resources.ts';
import { readDeployment } from './deployment.ts';

const { doorUrl: apiUrl, stackName } = readDeployment();
const s3 = new S3Client({});
const Bucket = await bucketOf(stackName);

const messageSchema = z.object({ body: z.object({ text: z.string() }) });
const pageSchema = z.object({
  messages: z.array(z.object({ payload: z.object({ message: messageSchema }) })),
});
const quarantinedSchema = z.object({ key: z.string() });
const listSchema = z.object({
  quarantined: z.array(z.object({ id: z.string(), deliveryId: z.string() })),
  nextCursor: z.optional(z.string()),
});

const getJson = async (path: string): Promise<unknown> => (await fetch(`${apiUrl}${path}`)).json();

/** The id of a delivery in quarantine. Other tests put many more there. */
const quarantineIdOf = async (deliveryId: string, cursor = ''): Promise<string | undefined> => {
  const { quarantined, nextCursor } = z.parse(listSchema, await getJson(`/v1/quarantine?limit=100${cursor}`));
  const found = quarantined.find((entry) => entry.deliveryId === deliveryId);
  if (found !== undefined || nextCursor === undefined) return found?.id;
  return quarantineIdOf(deliveryId, `&cursor=${encodeURIComponent(nextCursor)}`);
};

/** Puts another body in the place of one that lies in quarantine. */
const exchangeBody = async (Key: string, body: string): Promise<void> => {
  const kept = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const delivery = decodeQuarantined((await kept.Body?.transformToByteArray()) ?? new Uint8Array());
  if (delivery === undefined) throw new Error('What is in quarantine cannot be read.');
  const put = async (_: string, Body: string | Uint8Array) =>
    void (await s3.send(new PutObjectCommand({ Bucket, Key, Body })));
  await createQuarantine({ put }).keep({ ...delivery, body: Buffer.from(body) });
};

test.each([
  ['queue', 300_000],
  ['table', 700_000],
])('a message that is too large for the %s is read back whole', async (place, length) => {
  const words = 'x'.repeat(length);

  const answer = await postWebhook(apiUrl, haptikMessage(`large-for-${place}`, 1, words));

  expect(answer.status).toBe(200);
  await untilStored(apiUrl, `haptik:343:large-for-${place}`, 1);
  const page = await fetch(`${apiUrl}/v1/conversations/haptik:343:large-for-${place}/messages`);
  const { messages } = z.parse(pageSchema, await page.json());
  expect(messages.map(({ payload }) => payload.message.body.text === words)).toEqual([true]);
});

test('what is understood after all leaves quarantine for its conversation', async () => {
  const body = haptikMessage('understood-late', 1);
  const answer = await postWebhook(apiUrl, body.slice(1));
  const { deliveryId } = z.parse(z.object({ deliveryId: z.string() }), await answer.json());
  // Where the bucket is slow it comes there by way of the queue.
  const id = await vi.waitUntil(() => quarantineIdOf(deliveryId), { timeout: 60_000 });
  await exchangeBody(z.parse(quarantinedSchema, await getJson(`/v1/quarantine/${id}`)).key, body);

  const replayed = await fetch(`${apiUrl}/v1/quarantine/${id}/replay`, { method: 'POST' });

  expect(await replayed.json()).toMatchObject({ status: 'accepted', deliveryId });
  await untilStored(apiUrl, 'haptik:343:understood-late', 1);
  expect(await readMessages(apiUrl, 'haptik:343:understood-late')).toHaveLength(1);
  expect((await fetch(`${apiUrl}/v1/quarantine/${id}`)).status).toBe(404);
});

import { randomUUID } from 'node:crypto';
import { GetQueueAttributesCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { readMessages, untilStored } from '#test/support/api-client.ts';
import { functionOf, invoke } from './aws/functions.ts';
import { queuesOf } from './aws/resources.ts';
import { readDeployment } from './deployment.ts';
import { queueMessageOf } from './queue-message-of.ts';

const { doorUrl: apiUrl, stackName } = readDeployment();
const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
const QueueUrl = (await queuesOf(stackName)).find((url) => url.includes('EventsDeadLetters')) ?? '';
const widget = await functionOf(stackName, 'Widget');

const lettersThere = async (): Promise<number> => {
  const AttributeNames = ['All' as const];
  const { Attributes = {} } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return (
    Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible)
  );
};

/** What a custom widget shows when the dashboard, or a button in it, calls with these parameters. */
const show = async (params: object): Promise<string> =>
  z.parse(z.string(), await invoke(widget, { ...params, widgetContext: { theme: 'light', params: {} } }));

/** What the button of an act calls with. */
const paramsOf = (shown: string, act: string): object => {
  const actions = [...shown.matchAll(/<cwdb-action[^>]*>([^<]*)<\/cwdb-action>/g)];
  const calls = actions.map(([, params = '']): unknown => JSON.parse(params));
  return z.parse(
    z.looseObject({}),
    calls.find((params) => Object(params).act === act),
  );
};

test('a dead letter is shown, goes back when its button is pressed, and is stored', async () => {
  const { body, group, deduplicationId } = await queueMessageOf('given-up', randomUUID());
  await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: body,
      MessageGroupId: group,
      MessageDeduplicationId: deduplicationId,
    }),
  );
  const plan = await show({ view: 'redrive', source: 'events' });
  expect(await lettersThere()).toBe(1);

  const shown = await show(paramsOf(plan, 'redrive'));

  expect(plan).toContain('haptik:343:given-up');
  expect(shown).toContain('1 went back');
  await untilStored(apiUrl, 'haptik:343:given-up', 1);
  expect(await readMessages(apiUrl, 'haptik:343:given-up')).toMatchObject([{ text: 'text 1' }]);
  expect(await lettersThere()).toBe(0);
});

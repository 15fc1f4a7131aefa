import { beforeAll, describe, test } from 'vitest';
import { runbookPages } from '#test/lib/watching/alarms/runbook-pages.ts';
import { postWebhook } from '#test/support/api-client.ts';
import { postJson, sendMessage, untilOutbox } from '#test/support/send-client.ts';
import { hasCli } from './aws/has-cli.ts';
import { readDeployment } from './deployment.ts';
import { outputOf } from './run-command.ts';

const { doorUrl, stackName, simulatorUrl } = readDeployment();

/** Calls of the API are signed once more at the door: a curl before 8.9 signs some of them wrongly. */
const env = {
  ...process.env,
  STACK: stackName,
  REGION: process.env.AWS_REGION,
  API_URL: doorUrl,
  AWS_SESSION_TOKEN: process.env.AWS_SESSION_TOKEN ?? '',
};

/** The first version of the AWS CLI calls SQS where it always was, whatever the variable says. */
const { AWS_ENDPOINT_URL: endpoint } = process.env;
const cli = endpoint === undefined ? '' : `aws() { command aws --endpoint-url '${endpoint}' "$@"; }`;

/** With the simulator as the platform: what pages show of what was made for them. */
const shown: Readonly<Record<string, RegExp>> = {
  'failed-sends': /"reason":"REFUSED"[\s\S]*^\{"outboxId":"haptik:unlucky:/m,
  quarantine: /"reason":"the body is not JSON[\s\S]*"status":"quarantined"/,
  'webhook-silent': /^401$[\s\S]*\/webhooks\/haptik$[\s\S]*"enabled":true/m,
};

beforeAll(async () => {
  await postWebhook(doorUrl, 'not JSON');
  if (simulatorUrl === undefined) return;
  await postJson(`${simulatorUrl}/_control/script`, [
    { status: 400, endpoint: 'POST /v1.0/log_message_from_user/' },
  ]);
  const refused = await sendMessage(doorUrl, 'haptik:343:unlucky', 'Hello');
  await untilOutbox(doorUrl, refused, ({ status }) => status === 'failed');
});

describe.runIf(await hasCli())('the runbook', () => {
  // Whatever the other tests left in quarantine is replayed, one call each.
  const timeout = 300_000;

  test.concurrent.for(runbookPages)('$name runs as it is written', { timeout }, async (page, { expect }) => {
    const { name, blocks } = page;
    // Nothing is changed at a platform that others use.
    const run = blocks.filter(({ changes }) => !changes || simulatorUrl !== undefined);
    const commands = [cli, ...run.map((block) => block.commands)].join('\n');

    // Fails where any command does.
    const output = await outputOf({ program: 'sh', args: ['-ec', commands], env });

    const expected = shown[name];
    if (expected !== undefined && simulatorUrl !== undefined) expect(output).toMatch(expected);
  });
});

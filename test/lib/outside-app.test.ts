import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { root } from './cdk-json.ts';

const app = `
import { App, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { HaptikRelay } from '${join(root, 'lib/haptik-relay.ts')}';

const app = new App();
const stack = new Stack(app, 'own');
new HaptikRelay(stack, 'Shop', { channels: [{ name: 'shop', source: 'haptik' }] });
new HaptikRelay(stack, 'Bank', {
  channels: [{ name: 'bank', source: 'haptik' }],
  eventBus: new EventBus(stack, 'Bus'),
  alarmTopic: new Topic(stack, 'Alarms'),
});
app.synth();
`;

/** Somebody else's project, which has our packages for its own. */
const createProject = () => {
  const folder = mkdtempSync(join(tmpdir(), 'own-app-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'app.ts'), app);
  mkdirSync(join(folder, 'elsewhere'));
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
};

test('somebody else’s app, run from another folder, makes two relays in a stack and bundles each function once', async () => {
  using project = createProject();
  const [out, cwd] = [join(project.folder, 'cdk.out'), join(project.folder, 'elsewhere')];

  await promisify(execFile)(process.execPath, ['../app.ts'], {
    cwd,
    env: { ...process.env, CDK_OUTDIR: out },
  });

  const template = Template.fromJSON(JSON.parse(readFileSync(join(out, 'own.template.json'), 'utf8')));
  const bundles = readdirSync(out).filter((name) => name.startsWith('asset.'));
  template.resourceCountIs('AWS::DynamoDB::Table', 2);
  template.resourceCountIs('AWS::Lambda::Function', 2 * bundles.length);
  for (const bundle of bundles) {
    expect(existsSync(join(out, bundle, 'index.js'))).toBe(true);
    expect(existsSync(join(out, bundle, 'node_modules/@aws-sdk/client-s3/index.js'))).toBe(true);
  }
}, 180_000);

import { App } from 'aws-cdk-lib';
import * as z from 'zod/mini';
import { RelayStack } from '#lib/relay-stack.ts';
import { stageNamed } from '#lib/stage.ts';
import { askPath } from '#local/simulator/platform/ask-routes.ts';

// Run by the CDK's CLI: the stage dev under a name of its own, so that it stands beside a dev that is in use.
const app = new App({ analyticsReporting: false });
const name = z.parse(z.string(), app.node.tryGetContext('name'));
const platform = z.parse(z.string(), app.node.tryGetContext('platform'));

const { channels, ...dev } = stageNamed('dev');
const send = { baseUrl: platform, askUrl: `${platform}${askPath}` };
const stage = {
  ...dev,
  name,
  channels: channels.map((channel) => (channel.name === 'haptik' ? { ...channel, send } : channel)),
};
new RelayStack(app, name, { stage });

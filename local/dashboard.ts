import { startDashboard } from './dashboard/start-dashboard.ts';
import { keepTalking } from './dashboard/traffic/keep-talking.ts';
import { playScenes } from './dashboard/traffic/play-scenes.ts';
import { explain } from './explain.ts';
import { npmEnded, stopSignalled } from './stop-requested.ts';

const run = async (): Promise<void> => {
  const orphaned = npmEnded();
  await using dashboard = await startDashboard();
  console.error(
    'What follows is played, errors too: two deliveries that nobody understands, and a refused message.',
  );
  await playScenes(dashboard.stage);
  const stop = Promise.race([stopSignalled(), orphaned]);
  console.log(`dashboard ${dashboard.url}`);
  const ended = new AbortController();
  const talk = keepTalking(dashboard.stage, ended.signal);
  await stop;
  ended.abort();
  await talk;
};

try {
  await run();
  process.exit(0);
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

import { explain } from '#local/explain.ts';
import { readOptions } from '#local/options.ts';
import { startRelay } from '#local/start-relay.ts';
import { stopRequested } from '#local/stop-requested.ts';

const exitLimitMs = 3_500;

const run = async (): Promise<void> => {
  const relay = await startRelay(readOptions(process.env));
  const stop = stopRequested();
  console.error(`Haptik simulator  ${relay.simulatorUrl}`);
  console.error(`Webhook URL       ${relay.apiUrl}/webhooks/haptik`);
  // Alone on standard output, for whoever waits for it.
  console.log(`ready ${relay.apiUrl}`);
  await stop;
  setTimeout(() => process.exit(1), exitLimitMs).unref();
  await relay.close();
};

try {
  await run();
  process.exit(0);
} catch (error) {
  console.error(process.env.LOG_LEVEL === 'DEBUG' ? error : explain(error));
  process.exit(1);
}

import { explain } from '#local/explain.ts';
import { readOptions } from '#local/options.ts';
import type { Relay } from '#local/start-relay.ts';
import { npmEnded, stopSignalled } from '#local/stop-requested.ts';

const exitLimitMs = 3_500;

const start = async (): Promise<Relay> => {
  const options = readOptions(process.env);
  // Loaded only here, as that takes a while, and whoever started this process may end meanwhile.
  const { startRelay } = await import('#local/start-relay.ts');
  return startRelay(options);
};

const run = async (): Promise<void> => {
  const orphaned = npmEnded();
  // Until it is ready signals end the process as they do any other: a handler would have to wait for the synthesis.
  const relay = await Promise.race([start(), orphaned]);
  if (relay === undefined) return;
  const stop = Promise.race([stopSignalled(), orphaned]);
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

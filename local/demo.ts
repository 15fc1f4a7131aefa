import { playDemo } from './demo/play-demo.ts';
import { readOptions } from './options.ts';
import { startRelay } from './start-relay.ts';

// Free ports and nothing kept: the demo runs beside a running relay, and a second time.
const relay = await startRelay(readOptions({ PORT: '0' }));
try {
  const exact = await playDemo(relay, console.log);
  process.exitCode = exact ? 0 : 1;
} finally {
  await relay.close();
}

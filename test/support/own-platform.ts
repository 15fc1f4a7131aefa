import { freePort } from '#local/emulators/free-port.ts';
import { type Simulator, startSimulator } from '#local/simulator/start-simulator.ts';
import { localSecret } from './api-client.ts';
import { type RelayProcess, startRelayProcess } from './relay-process.ts';

/**
 * The whole system with a Haptik of the test's own behind it, which can be stopped and started at its address. Waiting
 * times are divided by `timeScale`.
 */
export const startWithOwnPlatform = async (timeScale: number, environment: Record<string, string> = {}) => {
  const port = await freePort();
  const start = (): Promise<RelayProcess> =>
    startRelayProcess({
      HAPTIK_BASE_URL: `http://127.0.0.1:${port}`,
      RELAY_TIME_SCALE: String(timeScale),
      ...environment,
    });
  const relay = await start();
  let simulator: Simulator | undefined;

  const startPlatform = async (apiUrl = relay.apiUrl): Promise<string> => {
    simulator = await startSimulator({
      port,
      webhookUrl: `${apiUrl}/webhooks/haptik`,
      webhookSecret: localSecret,
      token: 'local-token',
      clientId: 'local-client',
      timeScale,
    });
    return simulator.url;
  };

  return {
    apiUrl: relay.apiUrl,
    relay,
    port,
    startPlatform,
    stopPlatform: async () => {
      await simulator?.close();
      simulator = undefined;
    },
    /** Starts the system once more, for the same platform. */
    startAgain: start,
    close: async () => {
      await simulator?.close();
    },
  };
};

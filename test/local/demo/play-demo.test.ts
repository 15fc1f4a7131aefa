import { expect, test } from 'vitest';
import { playDemo } from '#local/demo/play-demo.ts';
import { startTestSimulator } from '#test/local/simulator/client.ts';
import { type Fault, startTinyRelay } from './tiny-relay.ts';

const play = async (fault?: Fault) => {
  await using relay = await startTinyRelay(fault);
  await using simulator = await startTestSimulator({ webhookUrl: `${relay.url}/webhooks/haptik` });
  const lines: string[] = [];
  const running = { apiUrl: relay.url, simulatorUrl: simulator.url };
  const exact = await playDemo(running, (text) => lines.push(text));
  return { exact, last: lines.at(-1), text: lines.join('\n') };
};

test('an exact conversation is said to be exact', async () => {
  const { exact, last, text } = await play();

  expect(exact).toBe(true);
  expect(last).toBe('Exact: 10 messages in the platform’s order, each once, seq 1 to 10 without a gap.');
  expect(text).toContain('Asha (bot)      Hi Meera, Asha here.');
});

test.each<Fault>(['keeps repeats', 'lists by arrival'])(
  'a relay that %s is said not to be exact',
  async (fault) => {
    const { exact, last, text } = await play(fault);

    expect(exact).toBe(false);
    expect(last).toBe('Not exact: see above.');
    expect(text).toContain('ids in order are ');
  },
);

test('a delivery that is refused ends the demo', async () => {
  await expect(play('refuses')).rejects.toThrow('The delivery of message 1 ended with 401');
});

import { describe, expect, test } from 'vitest';
import { toWakeUp } from '#functions/shared/domain/outbox/wake-up.ts';
import { sampleMessage } from '#test/support/outbox-samples.ts';
import { createRedriveSetting, wide } from '#test/support/redrive-setting.ts';

const forever = Number.MAX_SAFE_INTEGER;
const lane = (laneUser: string) => ({ channel: 'haptik', laneUser });

describe('a dead wake-up', () => {
  test('wakes its lane anew, by a token of its own each time, and is gone then', async () => {
    const { redrive, outbox, wakeUpLetters, woken } = createRedriveSetting();
    await outbox.add(sampleMessage(1));
    for (const token of ['a', 'b']) wakeUpLetters.add(toWakeUp(lane('u-1'), token).body, 'g');

    expect(await redrive('outbox', wide, forever)).toMatchObject({ putBack: 2 });
    expect(woken.map((one) => one.lane)).toEqual(['haptik:u-1', 'haptik:u-1']);
    expect(new Set(woken.map(({ token }) => token)).size).toBe(2);
    expect(wakeUpLetters.bodies()).toEqual([]);
  });

  test('is only removed where nothing waits in its lane any more', async () => {
    const { redrive, wakeUpLetters, woken } = createRedriveSetting();
    wakeUpLetters.add(toWakeUp(lane('u-1'), 'a').body, 'g');

    expect(await redrive('outbox', wide, forever)).toMatchObject({ putBack: 0, done: 1 });
    expect([woken, wakeUpLetters.bodies()]).toEqual([[], []]);
  });

  test('stays where it is none', async () => {
    const { redrive, wakeUpLetters } = createRedriveSetting();
    wakeUpLetters.add('nonsense', 'g');

    expect(await redrive('outbox', wide, forever)).toMatchObject({ unusable: 1 });
    expect(wakeUpLetters.bodies()).toEqual(['nonsense']);
  });

  test('is planned by its lane', async () => {
    const { plan, outbox, wakeUpLetters } = createRedriveSetting();
    await outbox.add(sampleMessage(1));
    wakeUpLetters.add(toWakeUp(lane('u-1'), 'a').body, 'g');

    expect(await plan('outbox', wide)).toMatchObject({
      goBack: 1,
      conversations: [{ conversation: 'haptik:u-1', letters: 1, done: 0 }],
    });
  });
});

import { describe, expect, test } from 'vitest';
import { createQuarantine, type Quarantined } from '#functions/shared/domain/quarantine.ts';
import { haptikMessage } from '#test/support/api-client.ts';
import { someTime } from '#test/support/samples.ts';
import { createWidgetSetting } from '#test/support/widget-setting.ts';

const id = 'haptik:2026-11-21T09~3A00~3A00.000Z_d-1';
const attention = { view: 'attention' };

const withDelivery = async (changes: Partial<Quarantined> = {}) => {
  const setting = createWidgetSetting();
  await createQuarantine(setting.bucket).keep({
    deliveryId: 'd-1',
    channel: 'haptik',
    source: 'haptik',
    receivedAt: someTime,
    reason: 'was not understood',
    headers: { 'content-type': 'application/json', 'user-agent': 'Haptik' },
    body: Buffer.from(haptikMessage('secret-user', 1)),
    ...changes,
  });
  return setting;
};

describe('a delivery in quarantine', () => {
  test('is shown with all that it holds only where somebody asks for it', async () => {
    const { call, press } = await withDelivery();

    const list = await call(attention);
    const shown = await press(list.html, 'Show');

    expect(list.text).not.toMatch(/secret-user|content-type/);
    for (const words of [
      id,
      'was not understood',
      'received60 min agochannelhaptiksourcehaptik',
      'content-type: application/json\nuser-agent: Haptik\n',
      haptikMessage('secret-user', 1),
    ])
      expect(shown.text).toContain(words);
  });

  test('leads to its replay, and back to the page of the list that it was reached from', async () => {
    const setting = await withDelivery();
    for (let number = 10; number < 30; number += 1)
      await createQuarantine(setting.bucket).keep({
        deliveryId: `c-${number}`,
        channel: 'haptik',
        source: 'haptik',
        receivedAt: someTime,
        reason: 'was not understood',
        headers: {},
        body: Buffer.from('{'),
      });
    const list = await setting.press((await setting.call(attention)).html, 'More');
    const shown = await setting.press(list.html, 'Show');

    const back = await setting.press(shown.html, 'Back to the list');
    const replayed = await setting.press(shown.html, 'Replay');

    expect(back.html).toBe(list.html);
    expect(replayed.confirmation).toContain('Try the delivery d-1 again');
    expect(replayed.text).toMatch(/The delivery d-1 is understood now.*Nothing more is in quarantine/s);
  });

  test.each([
    ['bytes', Buffer.from([0xff, 0x00, 0x0a]), 'Body, in base64 as it is no UTF-8/wAK'],
    ['64000 bytes', Buffer.alloc(64_000, 'x'), `Body${'x'.repeat(64_000)}`],
    [
      'more than that',
      Buffer.alloc(64_001, 'x'),
      `Body, its first 64000 bytes: the API shows more of it${'x'.repeat(64_000)}`,
    ],
  ])('is cut where it is long, and in base64 where it is no text: %s', async (_, body, words) => {
    const { call } = await withDelivery({ body });

    const { text } = await call({ view: 'quarantined', id });

    expect(text.trimEnd().endsWith(words)).toBe(true);
  });

  test('that is none of ours is shown as it is, without a replay', async () => {
    const { call, bucket } = createWidgetSetting();
    await bucket.put('quarantine/notes.txt', 'buy milk');

    const { text, buttons } = await call({ view: 'quarantined', id: 'notes.txt' });

    expect(text).toMatch(/is not a delivery that this project kept.*buy milk/s);
    expect(buttons.map(({ label, params }) => [label, params])).toEqual([['Back to the list', attention]]);
  });

  test.each(['..:spill:a', 'haptik:gone'])('is not found by %s', async (other) => {
    const { call } = await withDelivery();

    expect((await call({ view: 'quarantined', id: other })).text).toContain(
      'Nothing in quarantine has this id',
    );
  });
});

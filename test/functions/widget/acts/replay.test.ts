import { describe, expect, test } from 'vitest';
import { createQuarantine } from '#functions/shared/domain/quarantine.ts';
import { haptikMessage } from '#test/support/api-client.ts';
import { someTime } from '#test/support/samples.ts';
import { createWidgetSetting } from '#test/support/widget-setting.ts';

const withDelivery = async (body: string) => {
  const setting = createWidgetSetting();
  await createQuarantine(setting.bucket).keep({
    deliveryId: 'd-1',
    channel: 'haptik',
    source: 'haptik',
    receivedAt: someTime,
    reason: 'was not understood',
    headers: {},
    body: Buffer.from(body),
  });
  return { ...setting, html: (await setting.call({ view: 'attention' })).html };
};

describe('a replay', () => {
  test('queues a delivery that is understood now, and is audited', async () => {
    const { press, html, sent, bucket, audit } = await withDelivery(haptikMessage('u-1', 1));

    const { text } = await press(html, 'Replay');

    expect(text).toMatch(/The delivery d-1 is understood now.*Nothing is in quarantine/s);
    expect(sent).toHaveLength(1);
    expect(bucket.keys()).toEqual([]);
    expect(audit).toMatchObject([{ action: 'replay', door: 'widget', channel: 'haptik', what: 'd-1' }]);
  });

  test('leaves what is still not understood, and says why', async () => {
    const { press, html, sent } = await withDelivery('not JSON');

    const { text } = await press(html, 'Replay');

    expect(text).toContain('The delivery d-1 stays in quarantine: the body is not JSON.');
    expect(text).toContain('was not understood');
    expect(sent).toEqual([]);
  });

  test.each(['..:spill:a', 'haptik:gone'])('of %s finds nothing', async (id) => {
    const { call } = createWidgetSetting();

    expect((await call({ act: 'replay', id })).text).toContain('Nothing in quarantine has this id');
  });
});

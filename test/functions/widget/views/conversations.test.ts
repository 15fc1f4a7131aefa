import { describe, expect, test } from 'vitest';
import { sampleEvent, someTime } from '#test/support/samples.ts';
import { createWidgetSetting } from '#test/support/widget-setting.ts';

const view = 'conversations';

describe('the conversations view', () => {
  test('lists those of the first channel, each leading to its transcript', async () => {
    const { call, tell, press, time } = createWidgetSetting();
    await tell([sampleEvent(1), sampleEvent(2)]);
    await tell([sampleEvent(3)], { authId: 'u-2' });
    time.now += 3 * 60_000;

    const { text, html, buttons } = await call({ view });

    expect(text).toContain('3 min ago');
    expect(buttons).toContainEqual({
      label: 'haptik:343:u-1',
      confirmation: undefined,
      params: {
        view: 'transcript',
        conversation: 'haptik:343:u-1',
        list: { view: 'conversations', channel: 'haptik' },
      },
    });
    expect((await press(html, 'haptik:343:u-2')).text).toContain('text 3');
  });

  test('shows names and texts on request only', async () => {
    const { call, tell, press } = createWidgetSetting();
    await tell([sampleEvent(1, { text: 'my secret' })], { authId: 'u-1', name: 'Meera' });

    const { text, html } = await call({ view });
    const shown = await press(html, 'Show names and texts');
    const hidden = await press(shown.html, 'Hide names and texts');

    expect(text).not.toMatch(/Meera|secret/);
    expect(shown.text).toMatch(/Meera.*my secret/);
    expect(hidden.text).not.toMatch(/Meera|secret/);
  });

  test('has a page for each channel', async () => {
    const { call, tell, press } = createWidgetSetting();
    await tell([sampleEvent(1)], { authId: 'buyer' }, 'shop');

    const { html, text } = await call({ view });

    expect(text).toContain('No conversation was active in this channel.');
    expect((await press(html, 'shop')).text).toContain('shop:343:buyer');
    expect((await call({ view, channel: 'shop' })).text).toContain('shop:343:buyer');
  });

  test('goes back page by page, and to the newest again', async () => {
    const { call, tell, press, time } = createWidgetSetting();
    for (let user = 1; user <= 21; user += 1) {
      time.now = someTime + user * 60_000;
      await tell([sampleEvent(user)], { authId: `u-${user}` });
    }

    const newest = await call({ view });
    const older = await press(newest.html, 'Older');

    const ids = (text: string) => text.match(/haptik:343:u-\d+/g)?.length;
    expect(ids(newest.text)).toBe(20);
    expect(older.text).toContain('20 min agohaptik:343:u-1bot');
    expect(ids(older.text)).toBe(1);
    expect(ids((await press(older.html, 'Newest')).text)).toBe(20);
  });

  test('is come back to from a transcript, at the same page and with what it showed', async () => {
    const { call, tell, press, time } = createWidgetSetting();
    for (let user = 1; user <= 21; user += 1) {
      time.now = someTime + user * 60_000;
      await tell(
        Array.from({ length: 31 }, (_, id) => sampleEvent(id + 1)),
        { authId: `u-${user}`, name: `Name ${user}` },
      );
    }
    const shown = await press((await call({ view })).html, 'Show names and texts');
    const list = await press(shown.html, 'Older');

    let page = await press(list.html, 'haptik:343:u-1');
    for (const label of ['Older', 'Show names, details and payloads', 'Newest'])
      page = await press(page.html, label);
    const back = await press(page.html, 'Back to the list');

    expect(list.text).toContain('Name 1');
    expect(back.html).toBe(list.html);
  });

  test('names the channels where another is asked for', async () => {
    const { call } = createWidgetSetting();

    expect((await call({ view, channel: 'whatsapp' })).text).toContain(
      'channel: must be one of haptik, shop',
    );
  });
});

import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import { haptikMessage } from '#test/support/api-client.ts';
import { sampleEvent } from '#test/support/samples.ts';
import { createWidgetSetting } from '#test/support/widget-setting.ts';

const view = 'transcript';
const conversation = 'haptik:343:u-1';

describe('the transcript view', () => {
  test('reads by position, the user on one side and the others on the other', async () => {
    const { call, tell } = createWidgetSetting();
    await tell([
      sampleEvent(2, { author: { type: 'user' }, text: 'second' }),
      sampleEvent(1, { text: 'first' }),
      sampleEvent(3, { kind: 'agent_assigned', eventName: 'chat_pinned', text: 'Assigned to Asha' }),
    ]);

    const { text, tags } = await call({ view, conversation });

    expect(text).toMatch(/first.*second.*agent assigned.*Assigned to Asha/s);
    const classes = tags.map(({ attributes }) => attributes.class ?? '');
    expect(classes.filter((name) => name.startsWith('bubble'))).toEqual(['bubble bot', 'bubble user']);
    expect(text).toContain('2026-11-21 09:00:01 UTC');
  });

  test('tells above it how the conversation stands', async () => {
    const { call, tell, time } = createWidgetSetting();
    await tell([sampleEvent(1)]);
    time.now += 180_000;
    await tell([sampleEvent(2)]);
    time.now += 120_000;

    expect((await call({ view, conversation })).text).toContain(
      'statusbotevents2last event2 min agofirst stored5 min agotalks withthe bot',
    );
  });

  test('marks what the relay itself sent', async () => {
    const { call, tell, store } = createWidgetSetting();
    await tell([sampleEvent(1, { author: { type: 'user' } })]);
    await store.markSent(conversation, { platformId: '1', text: 'our words', outboxId: 'haptik:u-1:A' });

    expect((await call({ view, conversation })).text).toMatch(/our words.*sent by the relay/s);
  });

  test('goes back page by page, and to the newest again', async () => {
    const { call, tell, press } = createWidgetSetting();
    await tell(Array.from({ length: 31 }, (_, id) => sampleEvent(id + 1, { text: `[${id + 1}]` })));

    const newest = await call({ view, conversation });
    const older = await press(newest.html, 'Older');

    expect(newest.text).toMatch(/\[2\].*\[31\]/s);
    expect(newest.text).not.toContain('[1]');
    expect(older.text).toContain('[1]');
    expect(older.text).not.toContain('[2]');
    expect((await press(older.html, 'Newest')).text).toContain('[31]');
  });

  test('ends a page early where its events are large, and goes on behind it', async () => {
    const { call, tell, press } = createWidgetSetting();
    for (let id = 1; id <= 30; id += 1)
      await tell([sampleEvent(id, { text: `[${id}]${'<'.repeat(20_000)}` })]);

    let page = await call({ view, conversation });
    const seen: string[] = [];
    for (;;) {
      expect(page.html.length).toBeLessThan(1_000_000);
      seen.unshift(...(page.text.match(/\[\d+\]/g) ?? []));
      if (!page.html.includes('>Older</a>')) break;
      page = { ...page, ...(await press(page.html, 'Older')) };
    }

    expect(seen).toEqual(Array.from({ length: 30 }, (_, id) => `[${id + 1}]`));
  });

  test('shows who everybody is, details and payload on request only', async () => {
    const { call, tell, press } = createWidgetSetting();
    const author = { type: 'agent', id: '7', name: 'Asha Rao' } as const;
    await tell([sampleEvent(1, { author, text: 'hello' })], {
      authId: 'u-1',
      userId: 'h-9',
      name: 'Meera',
      platform: 'WhatsApp',
    });
    await tell([
      sampleEvent(2, { kind: 'conversation_complete', text: 'Closed', details: { by: 'asha@example.com' } }),
    ]);

    const { text, html } = await call({ view, conversation });
    const shown = await press(html, 'Show names, details and payloads');

    expect(text).toContain('hello');
    expect(text).not.toMatch(/Asha|Meera|h-9|WhatsApp|asha@|told/);
    for (const word of ['Asha Rao', 'Meera', 'h-9', 'WhatsApp', 'asha@example.com', '{"told":true}'])
      expect(shown.text).toContain(word);
    expect((await press(shown.html, 'Hide names, details and payloads')).text).not.toContain('Meera');
  });

  test('shows elements as one would see them', async () => {
    const { call, tell } = createWidgetSetting();
    const hsl = {
      type: 'BUTTON',
      text: 'Choose {task}',
      data: {
        items: [
          { actionable_text: 'Yes & no', type: 'TEXT_ONLY', payload: { message: 'yes' } },
          { actionable_text: 'Shop', uri: 'LINK', payload: { url: 'https://shop.example/?a=1&b=2' } },
          { actionable_text: 'Bad', uri: 'LINK', payload: { url: 'javascript:alert(1)' } },
        ],
      },
    };
    await tell([sampleEvent(1, { hsl, text: 'as text' })]);

    const { text, tags } = await call({ view, conversation });

    expect(text).toMatch(/Choose.*Yes & no.*Shop ↗.*Bad/s);
    expect(text).not.toMatch(/as text|\{task\}/);
    const links = tags.flatMap(({ attributes }) => attributes.href ?? []);
    expect(links).toEqual(['https://shop.example/?a=1&b=2']);
  });

  test('shows the text where an element would be too large, or its content cannot be fetched', async () => {
    const items = Array.from({ length: 20 }, () => ({ actionable_text: '<'.repeat(500), type: 'TEXT_ONLY' }));
    const card = { title: 'c', actionables: items };
    const hsl = { type: 'CAROUSEL', text: 't', data: { items: Array.from({ length: 20 }, () => card) } };
    const { call, tell, store } = createWidgetSetting();
    await tell([sampleEvent(1, { hsl, text: 'instead of cards' })]);
    const away = async () => Promise.reject(new StoreUnavailableError('The bucket is away.'));
    const reader = {
      ...store,
      events: async (...args: Parameters<typeof store.events>) => {
        const { items: found, next } = await store.events(...args);
        return { items: found.map((event) => ({ ...event, content: away })), next };
      },
    };

    const large = await call({ view, conversation });
    const unfetched = await createWidgetSetting({ reader }).call({ view, conversation, personal: true });

    expect(large.text).toContain('instead of cards');
    expect(large.html.length).toBeLessThan(50_000);
    expect(unfetched.text).toMatch(/instead of cards.*cannot be shown/s);
  });

  test('shows what a delivery brought, with the id that it has in the log', async () => {
    const { store, tellBody } = createWidgetSetting();
    const id = await tellBody(haptikMessage('u-1', 5, 'as Haptik sent it'));
    const reader = {
      ...store,
      events: async (...args: Parameters<typeof store.events>) => {
        const { items, next } = await store.events(...args);
        return { items: items.map((event) => ({ ...event, deliveryId: 'd-17' })), next };
      },
    };

    const { text } = await createWidgetSetting({ reader }).call({ view, conversation: id });

    expect(text).toMatch(/as Haptik sent it.* · delivery d-17/s);
  });

  test('says so where nothing of a conversation is stored any more', async () => {
    const { store, tell } = createWidgetSetting();
    await tell([sampleEvent(1)]);
    const reader = { ...store, events: async () => ({ items: [], next: undefined }) };

    const { text } = await createWidgetSetting({ reader }).call({ view, conversation });

    expect(text).toContain('No event of this conversation is stored any more.');
  });
});

import { describe, expect, test } from 'vitest';
import { sampleEvent } from '#test/support/samples.ts';
import { createWidgetSetting } from '#test/support/widget-setting.ts';

const view = 'transcript';
const conversation = 'haptik:343:u-1';

/** A form as CloudWatch hands it over with the button that was pressed. */
const filled = (fields: object) => ({
  forms: { all: { channel: 'haptik', user: '', conversation: '', ...fields } },
});

describe('the form above a transcript', () => {
  test('asks whose conversation is meant', async () => {
    const { call } = createWidgetSetting();

    const { tags, buttons, text } = await call({ view });

    const fields = tags.filter(({ name }) => name === 'input' || name === 'select');
    expect(fields.map(({ attributes }) => attributes.name)).toEqual(['channel', 'user', 'conversation']);
    expect(buttons.map(({ label, params }) => [label, params])).toEqual([
      ['Show', { view: 'transcript', form: true }],
    ]);
    expect(text).not.toContain('No such conversation');
  });

  test.each([
    ['an auth_id', { user: 'u-1' }],
    ['a user_id', { user: ' h-9 ' }],
    ['a name as it stands in ids', { user: '~~h-9' }],
    ['a conversation’s id', { conversation }],
  ])('finds it by %s that was written into the form', async (_, fields) => {
    const { call, tell } = createWidgetSetting();
    await tell([sampleEvent(1, { text: 'here I am' })], { authId: 'u-1', userId: 'h-9' });

    const { text, tags } = await call({ view, form: true }, filled(fields));

    expect(text).toContain('here I am');
    const written = tags.find(({ attributes }) => attributes.name === Object.keys(fields)[0]);
    expect(written?.attributes.value).toBe(Object.values(fields)[0]?.trim());
  });

  test('looks at the form only where its button was pressed', async () => {
    const { call, tell } = createWidgetSetting();
    await tell([sampleEvent(1)]);

    expect((await call({ view }, filled({ user: 'u-1' }))).text).not.toContain('text 1');
  });

  test('asks again where its form was left empty', async () => {
    const { call } = createWidgetSetting();
    const words = 'Give a user id or a conversation id.';

    expect((await call({ view, form: true }, filled({}))).text).toContain(words);
    expect((await call({ view })).text).not.toContain(words);
  });

  test('says that it goes by the conversation id where a user id was given too', async () => {
    const { call, tell } = createWidgetSetting();
    await tell([sampleEvent(1)]);

    const { text, tags } = await call({ view, form: true }, filled({ user: 'u-2', conversation }));

    expect(text).toMatch(/The conversation id was used, and not the user id\..*text 1/s);
    const values = tags.flatMap(({ name, attributes }) => (name === 'input' ? [attributes.value] : []));
    expect(values).toEqual(['', conversation]);
  });

  test('leads back to its form where that was not filled in as it must be', async () => {
    const { call, press } = createWidgetSetting();
    const { html } = await call({ view, form: true }, filled({ conversation: 'no id' }));

    expect((await press(html, 'Back')).tags.map(({ name }) => name)).toContain('form');
  });

  test('leads back to the list that it was reached from only, and takes no act for a list', async () => {
    const { call, tell, press } = createWidgetSetting();
    await tell([sampleEvent(1)]);
    const labels = async (params: object) =>
      (await call({ view, conversation, ...params })).buttons.map(({ label }) => label);

    expect(await labels({})).not.toContain('Back to the list');
    expect(await labels({ list: { view: 'secrets' } })).toEqual(['Back']);
    const { html, buttons } = await call({
      view,
      form: true,
      list: { view: 'outbox', act: 'redrive', source: 'events' },
    });
    expect(buttons.map(({ params }) => params)).toEqual([
      { view: 'outbox' },
      { view, form: true, list: { view: 'outbox' } },
    ]);
    expect((await press(html, 'Back to the list')).text).toContain('None failed');
  });

  test('lets choose where a user has several', async () => {
    const { call, store, tell, press } = createWidgetSetting();
    await tell([sampleEvent(1)]);
    const head = await store.head(conversation);
    if (head === undefined) throw new Error('no head');
    const other = { ...head, conversationId: 'haptik:344:u-1', businessId: '344' };
    await store.write({ previousSeq: 0, head: other, events: [], users: ['u-1'] });

    const { text, html } = await call({ view, user: 'u-1' });

    expect(text).toContain('haptik:344:u-1');
    expect(text).not.toContain('text 1');
    const chosen = await press(html, conversation);
    expect(chosen.text).toContain('text 1');
    expect((await press(chosen.html, 'Back to the list')).html).toBe(html);
    const within = await call({ view, user: 'u-1', list: { view: 'outbox' } });
    const again = await press(within.html, conversation);
    expect((await press(again.html, 'Back to the list')).params).toEqual({ view: 'outbox' });
  });

  test.each([{ user: 'nobody' }, { conversation: 'haptik:343:nobody' }])(
    'says so where there is none (%j)',
    async (whose) => {
      const { call } = createWidgetSetting();

      expect((await call({ view, ...whose })).text).toContain('No such conversation');
    },
  );

  test.each([
    [{ conversation: 'no id' }, 'conversation: must be a conversation id'],
    [{ user: 'x'.repeat(2000) }, 'user: is longer than any id'],
    [{ channel: 'whatsapp', user: 'u' }, 'channel: must be one of haptik, shop'],
  ])('says what is wrong with %j', async (whose, message) => {
    const { call } = createWidgetSetting();

    expect((await call({ view, ...whose })).text).toContain(message);
  });
});

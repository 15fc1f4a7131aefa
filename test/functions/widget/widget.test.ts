import { describe, expect, test } from 'vitest';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import { messageEnvelope } from '#test/support/redrive-setting.ts';
import { createWidgetSetting, endpoint } from '#test/support/widget-setting.ts';

describe('the widget', () => {
  test('says what it is and takes where CloudWatch asks, in Markdown', async () => {
    const { answer } = createWidgetSetting();

    const described = await answer({ describe: true });

    expect(described).toMatch(/^\n## haptik-relay\n/);
    expect(described).not.toContain('<');
  });

  test.each(['light', 'dark'])('is drawn in the theme of the dashboard: %s', async (theme) => {
    const { call } = createWidgetSetting();

    const { tags } = await call({}, { theme });

    expect(tags[0]).toEqual({
      name: 'div',
      attributes: { class: `cwdb-no-default-styles relay ${theme}` },
    });
  });

  test.each([undefined, null, 'text', 3, [], {}, { widgetContext: 'x' }, { widgetContext: { forms: [] } }])(
    'answers an event that is %j with its first view',
    async (event) => {
      const { answer } = createWidgetSetting();

      expect(await answer(event)).toContain('Quarantine');
    },
  );

  test('calls itself again by the ARN that it was called by', async () => {
    const { call } = createWidgetSetting();

    const { tags } = await call({ view: 'transcript' });

    const actions = tags.filter(({ name }) => name === 'cwdb-action');
    expect(actions.map(({ attributes }) => attributes)).toEqual([
      { action: 'call', display: 'widget', endpoint },
    ]);
  });

  test.each([
    [
      { view: 'secrets' },
      'view: must be one of conversations, transcript, attention, quarantined, redrive, outbox',
    ],
    [{ act: 'erase' }, 'act: must be one of redrive, replay, replay-all, retry'],
    [{ view: 'conversations', personal: 'yes' }, 'personal: must be true or false'],
  ])('says what is wrong with %j', async (params, message) => {
    const { call, lines } = createWidgetSetting();

    const { text, buttons } = await call(params);

    expect(text).toContain(message);
    expect(buttons.map(({ label }) => label)).toEqual(['Back']);
    expect(lines).toEqual([]);
  });

  test.each(['redrive', 'replay', 'replay-all', 'retry'])(
    'never does what stands in its own parameters: %s',
    async (act) => {
      const { call, sent, audit, events } = createWidgetSetting();
      events.add(messageEnvelope('u-1', 1), 'u-1');
      const { buttons } = await call({ view: 'redrive', source: 'events' });
      const params = {
        ...buttons[0]?.params,
        id: 'haptik:a',
        ids: ['haptik:a'],
        more: true,
        outboxId: 'haptik:u-1:A',
        act,
      };

      const { text } = await call(params, { params });

      expect(text).toContain('act: is nothing that a dashboard may do by itself');
      expect([sent, audit]).toEqual([[], []]);
    },
  );

  test('tells of a store that does not answer, and logs it', async () => {
    const recent = async () => Promise.reject(new StoreUnavailableError('The table did not answer.'));
    const { store } = createWidgetSetting();
    const { call, lines } = createWidgetSetting({ reader: { ...store, recent } });

    expect((await call({ view: 'conversations' })).text).toContain('The table did not answer.');
    expect(lines).toMatchObject([{ fields: { code: 'STORE_UNAVAILABLE' } }]);
  });

  test('tells of a defect only where to look', async () => {
    const recent = async () => Promise.reject(new TypeError('u-1 has no name'));
    const { store } = createWidgetSetting();
    const { call, lines } = createWidgetSetting({ reader: { ...store, recent } });

    const { text, html } = await call({ view: 'conversations' });

    expect(text).toContain(
      'This failed on our side. The log of widget says why, under the request request-1.',
    );
    expect(html).not.toMatch(/TypeError|no name|\.ts/);
    expect(lines).toMatchObject([{ message: 'A call of the widget met a defect.' }]);
  });

  test('tells what was done although what follows cannot be shown', async () => {
    const setting = createWidgetSetting();
    setting.events.add(messageEnvelope('u-1', 1), 'u-1');
    const { html } = await setting.call({ view: 'redrive', source: 'events' });
    const away = async () => Promise.reject(new StoreUnavailableError('The queue is away.'));
    const events = { ...setting.events, count: away };
    const other = createWidgetSetting({ deadLetters: { events, outbox: setting.wakeUpLetters } });

    const { text } = await other.press(html, 'Put back (100 at most)');

    expect(text).toMatch(/1 went back\..*The queue is away\./s);
  });

  test('does not let an event reach what every object inherits', async () => {
    const { answer } = createWidgetSetting();
    const event: unknown = JSON.parse(
      '{"__proto__":{"view":"outbox"},"widgetContext":{"__proto__":{"theme":"dark"}}}',
    );

    const shown = await answer(event);

    expect(shown).toContain('relay light');
    expect(shown).toContain('Quarantine');
    expect(Object.hasOwn(Object.prototype, 'view')).toBe(false);
  });
});

import { describe, expect, test } from 'vitest';
import { haptikMessage } from '#test/support/api-client.ts';
import { messageEnvelope } from '#test/support/redrive-setting.ts';
import { createWidgetSetting } from '#test/support/widget-setting.ts';

const plan = { view: 'redrive', source: 'events' };

const withLetters = (...ids: number[]) => {
  const setting = createWidgetSetting();
  for (const id of ids) setting.events.add(messageEnvelope('u-1', id), 'u-1');
  return setting;
};

describe('the plan of a redrive', () => {
  test('tells what would become of the letters, and changes nothing', async () => {
    const { call, tellBody, events, sent, audit } = withLetters(1, 2, 3);
    await tellBody(haptikMessage('u-1', 1));

    const { text, buttons } = await call(plan);

    expect(text).toMatch(
      /about 3wait0are held3were looked at2would go back1done already0too old0cannot go back/,
    );
    expect(text).toContain('haptik:343:u-13159 min');
    expect(buttons.map(({ label }) => label)).toEqual(['Put back at most 100', 'Plan again', 'Back']);
    expect(buttons[0]?.confirmation).toBe(
      'Put back at most 100, none older than 14 days? What was stored meanwhile is only removed.',
    );
    expect([sent, audit]).toEqual([[], []]);
    expect(await events.count()).toEqual({ waiting: 3, held: 0 });
  });

  test('has no button where there is nothing to put back', async () => {
    const { buttons } = await createWidgetSetting().call(plan);

    expect(buttons.map(({ label }) => label)).toEqual(['Plan again', 'Back']);
  });

  test('is made again within the limits of the form', async () => {
    const { call } = withLetters(1);

    const { buttons } = await call({ ...plan, form: true }, { forms: { all: { count: '5', days: '2' } } });

    expect(buttons[0]).toMatchObject({ label: 'Put back at most 5', params: { count: 5, days: 2 } });
  });

  test.each([
    [{ count: '0' }, 'count: must be a whole number from 1 to 500'],
    [{ count: '501' }, 'count: must be a whole number from 1 to 500'],
    [{ days: 'all' }, 'days: must be a whole number from 1 to 365'],
    [{ days: '1.5' }, 'days: must be a whole number from 1 to 365'],
  ])('says what is wrong with %j', async (fields, message) => {
    const { call } = withLetters(1);

    expect((await call({ ...plan, form: true }, { forms: { all: fields } })).text).toContain(message);
  });

  test('is of one of the places where letters lie', async () => {
    const { call } = createWidgetSetting();

    expect((await call({ view: 'redrive', source: 'spill' })).text).toContain(
      'source: must be one of events, set-aside, outbox',
    );
  });
});

describe('a redrive', () => {
  test('does what its plan said once its button is pressed, is audited, and shows what is left', async () => {
    const { call, press, sent, events, audit } = withLetters(1, 2);
    const { html } = await call(plan);

    const { text } = await press(html, 'Put back at most 100');

    expect(text).toMatch(/2 went back\..*0wait/s);
    expect(sent.map(({ body }) => body)).toEqual([messageEnvelope('u-1', 1), messageEnvelope('u-1', 2)]);
    expect(events.bodies()).toEqual([]);
    expect(audit).toMatchObject([
      { action: 'redrive', door: 'widget', what: 'events: put back u-1-1 u-1-2; done already none' },
    ]);
  });

  test('keeps within the limits of its plan, and plans the rest in the same way', async () => {
    const { call, press, sent } = withLetters(1, 2);
    const { html } = await call({ ...plan, count: 1, days: 3 });

    const { text, html: after } = await press(html, 'Put back at most 1');

    expect(sent).toHaveLength(1);
    expect(text).toMatch(/1 went back, 1 stay behind others.*It ended at its limits/);
    expect((await press(after, 'Put back at most 1')).params).toMatchObject({ count: 1, days: 3 });
  });

  test('says so where there was nothing', async () => {
    const { call, press, events } = withLetters(1);
    const { html } = await call(plan);
    for (const letter of await events.take()) await events.remove(letter);

    expect((await press(html, 'Put back at most 100')).text).toContain('There was nothing to put back.');
  });

  test.each([
    ['no plan', {}, 'seal'],
    ['a seal of another plan', { at: 1, seal: 'x' }, 'does not belong to what is asked'],
  ])('is refused with %s', async (_, ask, message) => {
    const { call, sent, audit } = withLetters(1);

    const { text } = await call({ act: 'redrive', source: 'events', ...ask });

    expect(text).toContain(message);
    expect([sent, audit]).toEqual([[], []]);
  });

  test('is refused once its plan is old', async () => {
    const { call, press, time, sent } = withLetters(1);
    const { html } = await call(plan);
    time.now += 11 * 60_000;

    expect((await press(html, 'Put back at most 100')).text).toContain('older than ten minutes');
    expect(sent).toEqual([]);
  });
});

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
      /waitingabout 3in flight0\s+Of the 3 looked at:\s+would go back2done already1too old0cannot go back0oldest59 min ago/,
    );
    expect(text).toContain('haptik:343:u-13159 min ago');
    expect(buttons.map(({ label }) => label)).toEqual(['Put back (100 at most)', 'Plan again', 'Back']);
    expect(buttons[0]?.confirmation).toBe(
      'Put back all that can be had, 100 at most, none older than 14 days? Those that were stored meanwhile are only removed.',
    );
    expect([sent, audit]).toEqual([[], []]);
    expect(await events.count()).toEqual({ waiting: 3, held: 0 });
  });

  test('has no button where there is nothing to put back', async () => {
    const { buttons, text } = await createWidgetSetting().call(plan);

    expect(text).not.toContain('looked at:');
    expect(buttons.map(({ label }) => label)).toEqual(['Plan again', 'Back']);
  });

  test('is made again within the limits of the form', async () => {
    const { call } = withLetters(1);

    const { buttons } = await call({ ...plan, form: true }, { forms: { all: { count: '5', days: '2' } } });

    expect(buttons[0]).toMatchObject({ label: 'Put back (5 at most)', params: { count: 5, days: 2 } });
  });

  test.each([
    [{ count: '0' }, 'count: must be a whole number from 1 to 500'],
    [{ count: '501' }, 'count: must be a whole number from 1 to 500'],
    [{ days: 'all' }, 'days: must be a whole number from 1 to 365'],
    [{ days: '1.5' }, 'days: must be a whole number from 1 to 365'],
  ])('says what is wrong with %j, and leads back to the plan', async (fields, message) => {
    const { call, press } = withLetters(1);

    const { text, html } = await call({ ...plan, form: true }, { forms: { all: fields } });

    expect(text).toContain(message);
    expect((await press(html, 'Back')).text).toContain('Redrive: dead letters of the events queue');
  });

  test('asks about one day as it asks about several', async () => {
    const { buttons } = await withLetters(1).call({ ...plan, days: 1 });

    expect(buttons[0]?.confirmation).toContain('none older than 1 day?');
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

    const { text } = await press(html, 'Put back (100 at most)');

    expect(text).toMatch(/2 went back\..*waiting0/s);
    expect(sent.map(({ body }) => body)).toEqual([messageEnvelope('u-1', 1), messageEnvelope('u-1', 2)]);
    expect(events.bodies()).toEqual([]);
    expect(audit).toMatchObject([
      { action: 'redrive', door: 'widget', what: 'events: put back u-1-1 u-1-2; done already none' },
    ]);
  });

  test.each([
    [1, '1 was done already.'],
    [2, '2 were done already.'],
  ])('tells in words what became of %i', async (count, sentence) => {
    const ids = Array.from({ length: count }, (_, index) => index + 1);
    const { call, press, tellBody } = withLetters(...ids);
    for (const id of ids) await tellBody(haptikMessage('u-1', id));

    const { text } = await press((await call(plan)).html, 'Put back (100 at most)');

    expect(text).toContain(sentence);
  });

  test('keeps within the limits of its plan, and plans the rest in the same way', async () => {
    const { call, press, sent } = withLetters(1, 2);
    const { html } = await call({ ...plan, count: 1, days: 3 });

    const { text, html: after } = await press(html, 'Put back (1 at most)');

    expect(sent).toHaveLength(1);
    expect(text).toMatch(/1 went back, 1 stays behind others.*It ended at its limits/);
    expect((await press(after, 'Put back (1 at most)')).params).toMatchObject({ count: 1, days: 3 });
  });

  test('says so where there was nothing', async () => {
    const { call, press, events } = withLetters(1);
    const { html } = await call(plan);
    for (const letter of await events.take()) await events.remove(letter);

    expect((await press(html, 'Put back (100 at most)')).text).toContain('There was nothing to put back.');
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

    expect((await press(html, 'Put back (100 at most)')).text).toContain('older than ten minutes');
    expect(sent).toEqual([]);
  });
});

import { describe, expect, test } from 'vitest';
import { createSetAside } from '#functions/persist/set-aside.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import { toWakeUp } from '#functions/shared/domain/outbox/wake-up.ts';
import { createQuarantine, type Quarantined } from '#functions/shared/domain/quarantine.ts';
import { haptikMessage } from '#test/support/api-client.ts';
import { messageEnvelope } from '#test/support/redrive-setting.ts';
import { someTime } from '#test/support/samples.ts';
import { createWidgetSetting } from '#test/support/widget-setting.ts';

const view = 'attention';

type Setting = ReturnType<typeof createWidgetSetting>;

const quarantine = ({ bucket }: Setting, changes: Partial<Quarantined> = {}) =>
  createQuarantine(bucket).keep({
    deliveryId: 'd-1',
    channel: 'haptik',
    source: 'haptik',
    receivedAt: someTime,
    reason: 'the body is not JSON',
    headers: {},
    body: Buffer.from(haptikMessage('secret-user', 1)),
    ...changes,
  });

/** As the API has it. */
const idOf = (deliveryId: string) => `haptik:2026-11-21T09~3A00~3A00.000Z_${deliveryId}`;

describe('the attention view', () => {
  test('says of each kind of trouble that there is none', async () => {
    const { text, buttons } = await createWidgetSetting().call({ view });

    for (const title of [
      'Quarantine',
      'Set aside',
      'Dead letters of the events queue',
      'Dead letters of the outbox',
    ])
      expect(text).toContain(title);
    expect(text.match(/None\.|Nothing is in quarantine\./g)).toHaveLength(4);
    expect(buttons).toEqual([]);
  });

  test('is what is shown where no view is named', async () => {
    expect((await createWidgetSetting().call({})).text).toContain('Quarantine');
  });

  test('tells of each what it is, why and since when, and nothing of what it says', async () => {
    const setting = createWidgetSetting();
    await quarantine(setting);
    const setAside = createSetAside(setting.bucket, () => someTime + 1000);
    await setAside({ id: 'r', body: messageEnvelope('u-1', 1), receiveCount: 5 }, 'TypeError: a defect');
    setting.events.add(messageEnvelope('u-2', 2), 'u-2');
    setting.events.add('nonsense', 'x');
    setting.wakeUpLetters.add(toWakeUp({ channel: 'haptik', laneUser: 'u-3' }, 'a').body, 'u-3');

    const { text } = await setting.call({ view });

    const words = [
      ['60 min ago', 'the body is not JSON', idOf('d-1')],
      ['TypeError: a defect', 'u-1-1'],
      ['was not stored after all tries', 'u-2-2', 'cannot go back'],
      ['a wake-up that failed every time', 'haptik:u-3'],
    ];
    for (const word of words.flat()) expect(text).toContain(word);
    expect(text).not.toMatch(/secret-user|text 1/);
  });

  test('leads to a delivery, to its replay that is asked for first, and to the plan of a redrive', async () => {
    const setting = createWidgetSetting();
    await quarantine(setting);
    setting.events.add(messageEnvelope('u-2', 2), 'u-2');

    const { buttons } = await setting.call({ view });

    const at = { id: idOf('d-1'), list: { view } };
    expect(buttons).toEqual([
      { label: 'Show', confirmation: undefined, params: { view: 'quarantined', ...at } },
      {
        label: 'Replay',
        confirmation: expect.stringContaining('d-1'),
        params: { act: 'replay', ...at },
      },
      { label: 'Plan a redrive', confirmation: undefined, params: { view: 'redrive', source: 'events' } },
    ]);
  });

  test('pages through quarantine', async () => {
    const setting = createWidgetSetting();
    for (let id = 10; id < 31; id += 1) await quarantine(setting, { deliveryId: `d-${id}` });
    await setting.bucket.put('quarantine/notes.txt', 'buy milk');

    const first = await setting.call({ view });
    const more = await setting.press(first.html, 'More');

    expect(first.text.match(/d-\d\d/g)).toHaveLength(20);
    expect(more.text.match(/d-\d\d/g)).toEqual(['d-30']);
    expect(more.text).toContain('is not a delivery that this project kept');
    expect((await setting.press(more.html, 'First')).text).toContain('d-10');
    const end = await setting.call({ view, after: 'quarantine/~' });
    expect(end.text).toContain('Nothing more is in quarantine.');
  });

  test('shows what it can where a store is away', async () => {
    const away = async () => Promise.reject(new StoreUnavailableError('The bucket is away.'));
    const { bucket } = createWidgetSetting();
    const setting = createWidgetSetting({ bucket: { ...bucket, list: away } });
    setting.events.add(messageEnvelope('u-2', 2), 'u-2');

    const { text } = await setting.call({ view });

    expect(text.match(/The bucket is away\./g)).toHaveLength(2);
    expect(text).toContain('u-2-2');
  });

  test('holds no letter', async () => {
    const setting = createWidgetSetting();
    setting.events.add(messageEnvelope('u-2', 2), 'u-2');

    await setting.call({ view });

    expect(await setting.events.count()).toEqual({ waiting: 1, held: 0 });
  });

  test.each([
    [1, 0, '0 wait, 1 is in flight.'],
    [2, 0, '0 wait, 2 are in flight.'],
    [1, 1, 'about 1 waits, 1 is in flight.'],
    [0, 2, 'about 2 wait.'],
  ])('tells what a redrive or a look has in flight: %i beside %i', async (held, waiting, sentence) => {
    const setting = createWidgetSetting();
    for (let id = 0; id < held; id += 1) setting.events.add(messageEnvelope(`u-${id}`, id), `u-${id}`);
    await setting.events.take();
    for (let id = 5; id < 5 + waiting; id += 1) setting.events.add(messageEnvelope(`u-${id}`, id), `u-${id}`);

    expect((await setting.call({ view })).text).toContain(sentence);
  });
});

import { describe, expect, test } from 'vitest';
import { decodeEnvelope } from '#functions/shared/domain/envelope.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import { createQuarantine } from '#functions/shared/domain/quarantine.ts';
import { haptikMessage } from '#test/support/api-client.ts';
import { createMemoryBucket } from '#test/support/memory-bucket.ts';
import type { Tag } from '#test/support/read-html.ts';
import { someTime } from '#test/support/samples.ts';
import { createWidgetSetting } from '#test/support/widget-setting.ts';

const label = 'Replay all shown';

const ignored = JSON.stringify({ event_name: 'typing_indicator' });

/** In quarantine, by their ids: bodies, in this order. */
const quarantined = async (bodies: Readonly<Record<string, string>>, channel = 'haptik') => {
  const bucket = createMemoryBucket();
  for (const [deliveryId, body] of Object.entries(bodies))
    await createQuarantine(bucket).keep({
      deliveryId,
      channel,
      source: 'haptik',
      receivedAt: someTime,
      reason: 'was not understood',
      headers: {},
      body: Buffer.from(body),
    });
  return bucket;
};

const understood = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`d-${index + 10}`, haptikMessage('u-1', index)]),
  );

/** How the notice above everything looks. */
const lookOf = (tags: readonly Tag[]): string | undefined =>
  tags.map(({ attributes }) => attributes.class ?? '').find((name) => name.startsWith('box'));

const settingOver = async (bucket: Awaited<ReturnType<typeof quarantined>>, changes = {}) => {
  const setting = createWidgetSetting({ bucket, ...changes });
  return { ...setting, html: (await setting.call({ view: 'attention' })).html };
};

describe('a replay of all that are shown', () => {
  test('asks first, tries each in its order as if alone, and tells what became of them', async () => {
    const bucket = await quarantined({ ...understood(2), 'e-1': 'not JSON', 'e-2': ignored });
    await bucket.put('quarantine/notes.txt', 'buy milk');
    const { press, html, sent, audit } = await settingOver(bucket);

    const { text, tags, confirmation } = await press(html, label);

    expect(confirmation).toContain('Try the 4 deliveries that are shown again');
    expect(text).toContain(
      '2 are understood now and on their way to the table. 1 holds nothing to keep. 1 stays in quarantine.',
    );
    expect(text).not.toContain('More are left');
    expect(lookOf(tags)).toBe('box warn');
    const queued = sent.map(({ body }) => decodeEnvelope(body).deliveryId.replace(/\.replay-.*/, ''));
    expect(queued).toEqual(['d-10', 'd-11']);
    expect(audit.map(({ action, door, what }) => [action, door, what])).toEqual(
      ['d-10', 'd-11', 'e-1', 'e-2'].map((what) => ['replay', 'widget', what]),
    );
    expect(bucket.keys()).toEqual([expect.stringContaining('_e-1'), 'quarantine/notes.txt']);
  });

  test('is of one page, and shows what is left then', async () => {
    const { press, html, sent } = await settingOver(await quarantined(understood(22)));

    const first = await press(html, label);
    const second = await press(first.html, label);

    expect(first.text).toContain('20 are understood now and on their way to the table. More are left.');
    expect(second.text).toMatch(/2 are understood now and on their way to the table\.(?! More)/);
    expect(second.text).toContain('Nothing is in quarantine.');
    expect(sent).toHaveLength(22);
    expect(lookOf(second.tags)).toBe('box good');
  });

  test('stays on its page', async () => {
    const { press, html } = await settingOver(await quarantined({ ...understood(20), 'e-1': '', 'e-2': '' }));

    const { text } = await press((await press(html, 'More')).html, label);

    expect(text).toMatch(/2 stay in quarantine\. More are left\..*e-1.*e-2/s);
    expect(text).not.toContain('d-10');
  });

  test.each([{}, understood(1)])('is not offered of fewer than two: %j', async (bodies) => {
    const { html } = await settingOver(await quarantined(bodies));

    expect(html).not.toContain(label);
  });

  test('tells of those that were gone, and of those whose channel is', async () => {
    const bucket = await quarantined({ ...understood(1) });
    const old = await quarantined({ 'e-1': '{}' }, 'gone');
    for (const key of old.keys()) await bucket.put(key, (await old.get(key)) ?? '');
    const { press, html } = await settingOver(bucket);
    for (const key of bucket.keys()) if (key.includes('d-10')) await bucket.remove(key);

    expect((await press(html, label)).text).toContain('1 stays in quarantine. 1 was gone already.');
  });

  test.each([
    ['of a store', new StoreUnavailableError('The table is away.'), { code: 'STORE_UNAVAILABLE' }],
    ['of ours', new TypeError('a defect'), {}],
  ])('goes on behind one that fails by a fault %s, and logs it', async (_, fault, fields) => {
    const bucket = await quarantined(understood(3));
    const audit = {
      note: async ({ what }: { what: string }) => (what === 'd-11' ? Promise.reject(fault) : undefined),
    };
    const { press, html, sent, lines } = await settingOver(bucket, { audit });

    const { text } = await press(html, label);

    expect(text).toContain(
      '2 are understood now and on their way to the table. 1 could not be tried now: the log of widget says why.',
    );
    expect(sent).toHaveLength(2);
    expect(bucket.keys()).toEqual([expect.stringContaining('_d-11')]);
    expect(lines).toMatchObject([{ message: 'A delivery in quarantine could not be replayed.', fields }]);
  });

  test('begins none once its time is over', async () => {
    const bucket = await quarantined(understood(3));
    let now = someTime;
    const queue = {
      send: async () => {
        now = Number.MAX_SAFE_INTEGER;
      },
    };
    const { press, html } = await settingOver(bucket, { queue, clock: () => now });

    const { text } = await press(html, label);

    expect(text).toContain(
      '1 is understood now and on its way to the table. 2 were not tried: the time was over.',
    );
    expect(bucket.keys()).toHaveLength(2);
  });

  test.each([{ ids: [] }, { ids: Array.from({ length: 101 }, () => 'haptik:a') }, { ids: 'haptik:a' }])(
    'takes one to a hundred ids only',
    async (ids) => {
      const { call } = createWidgetSetting();

      expect((await call({ act: 'replay-all', more: false, ...ids })).text).toContain(
        'ids: must be 1 to 100 ids',
      );
    },
  );
});

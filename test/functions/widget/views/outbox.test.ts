import { describe, expect, test } from 'vitest';
import type { OutboxEntry } from '#functions/shared/domain/outbox/entry.ts';
import { createMemoryOutbox } from '#test/support/memory-outbox.ts';
import { sampleEntry, sampleFile, sampleMessage } from '#test/support/outbox-samples.ts';
import { sampleEvent, someTime } from '#test/support/samples.ts';
import { createWidgetSetting } from '#test/support/widget-setting.ts';

const view = 'outbox';

const failed = (number: number, changes: Partial<OutboxEntry> = {}): OutboxEntry => ({
  ...sampleMessage(number),
  status: 'failed',
  place: undefined,
  attempts: 3,
  reason: 'REFUSED',
  error: { status: 400, message: 'no such user asha@example.com' },
  updatedAt: someTime + number,
  ...changes,
});

describe('the outbox view', () => {
  test('lists what failed and what is in doubt, with the reason, changed last first', async () => {
    const { call, outbox } = createWidgetSetting();
    await outbox.add(failed(1));
    await outbox.add(failed(2, { status: 'unconfirmed', reason: 'EXPIRED', error: undefined }));
    await outbox.add(sampleMessage(3));

    const { text, buttons } = await call({ view });

    expect(text).toMatch(
      /59 min agomessageunconfirmedEXPIRED3.*59 min agomessagefailedREFUSED \(HTTP 400\)3/s,
    );
    expect(text).not.toMatch(/asha@|sent \d/);
    expect(buttons.filter(({ label }) => label === 'Retry').map(({ confirmation }) => confirmation)).toEqual([
      expect.stringContaining('its user may see it twice'),
      'Send it again, at the end of its user’s line?',
    ]);
    expect(buttons.map(({ label }) => label)).toContain('haptik:343:u-1');
  });

  test('shows on request only what was to be sent, and what the platform said', async () => {
    const { call, outbox, press } = createWidgetSetting();
    await outbox.add(failed(1));
    await outbox.add({ ...failed(2), command: { ...sampleFile, text: 'look' } });
    await outbox.add({
      ...failed(3),
      command: { kind: 'feedback', resolved: true, rating: 4, comment: 'so so' },
    });
    await outbox.add({ ...failed(4), command: { kind: 'handoff', team: 'orders', userName: 'meera_1' } });
    const user = { kind: 'user', profile: { name: 'Meera' } } as const;
    await outbox.add({ ...sampleEntry(5, user), ...failed(5), command: user, conversationId: undefined });

    const { html, text } = await call({ view });
    const shown = await press(html, 'Show texts and answers');

    const words = [
      'sent 1',
      'asha@example.com',
      'a.pdf: look',
      '4 of 5 so so',
      'to orders, as meera_1',
      'Meera',
    ];
    for (const word of words) expect(shown.text).toContain(word);
    for (const word of words) expect(text).not.toContain(word);
    expect(text).toContain('haptik:u-1');
  });

  test('goes back page by page', async () => {
    const { call, outbox, press } = createWidgetSetting();
    for (let number = 1; number <= 21; number += 1) await outbox.add(failed(number));

    const newest = await call({ view });
    const older = await press(newest.html, 'Older');

    const rows = (text: string) => text.match(/REFUSED/g)?.length;
    expect([rows(newest.text), rows(older.text)]).toEqual([20, 1]);
    expect(rows((await press(older.html, 'Newest')).text)).toBe(20);
  });

  test('is come back to from a transcript', async () => {
    const { call, outbox, press, tell } = createWidgetSetting();
    await tell([sampleEvent(1)]);
    await outbox.add(failed(1));
    const list = await call({ view, channel: 'haptik', personal: true });

    const transcript = await press(list.html, 'haptik:343:u-1');
    const back = await press(transcript.html, 'Back to the list');

    expect(transcript.text).toContain('text 1');
    expect(back.html).toBe(list.html);
  });

  test('names what another version wrote', async () => {
    const outbox = createMemoryOutbox({ unreadable: [failed(2).outboxId] });
    for (const number of [1, 2]) await outbox.add(failed(number));

    const { text } = await createWidgetSetting({ outbox }).call({ view });

    expect(text).toContain(`Written by another version`);
    expect(text).toContain(failed(2).outboxId);
    expect(text.match(/REFUSED/g)).toHaveLength(1);
  });

  test('is of one channel where one is named', async () => {
    const { call, outbox } = createWidgetSetting();
    await outbox.add(failed(1));

    expect((await call({ view, channel: 'shop' })).text).toContain('None failed');
    expect((await call({ view, channel: 'haptik' })).text).toContain('REFUSED');
  });
});

describe('a retry', () => {
  test('puts the command at the end of its line again, once, and is audited', async () => {
    const { call, outbox, press, audit, woken } = createWidgetSetting();
    await outbox.add(failed(1));
    const { html } = await call({ view });

    const { text } = await press(html, 'Retry');
    await press(html, 'Retry');

    const { retriedAs = '' } = (await outbox.get(failed(1).outboxId)) ?? {};
    expect(text).toContain(`It stands at the end of its user’s line again, as ${retriedAs}.`);
    expect(text).toContain('was retried');
    expect(await outbox.get(retriedAs)).toMatchObject({
      status: 'queued',
      requestId: 'request-1',
      command: { kind: 'message', text: 'sent 1' },
    });
    expect(audit).toMatchObject([{ action: 'retry', door: 'widget', what: failed(1).outboxId }]);
    expect(woken).toEqual([retriedAs]);
  });

  test('is not offered of a file that never came', async () => {
    const { call, outbox } = createWidgetSetting();
    await outbox.add({ ...failed(1), command: sampleFile });

    const { text, buttons } = await call({ view });

    expect(text).toContain('announce it again');
    expect(buttons.map(({ label }) => label)).not.toContain('Retry');
  });

  test('of a command that is not there says so', async () => {
    const { call } = createWidgetSetting();

    expect((await call({ act: 'retry', outboxId: failed(1).outboxId })).text).toContain(
      'There is no command of this id',
    );
  });
});

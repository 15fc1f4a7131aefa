import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSetAside } from '#functions/persist/set-aside.ts';
import { createQuarantine } from '#functions/shared/domain/quarantine.ts';
import { sampleMessage } from '#test/support/outbox-samples.ts';
import { messageEnvelope } from '#test/support/redrive-setting.ts';
import { sampleEvent, someTime } from '#test/support/samples.ts';
import { createWidgetSetting } from '#test/support/widget-setting.ts';

/** Whatever may break out of a tag or an attribute. It begins with a letter, as nothing is shown of mere blanks. */
const hostile = fc
  .oneof(
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      "' onmouseover='alert(1)",
      '</cwdb-action><a class="btn">',
      '{"act":"redrive"}</cwdb-action>',
      '&lt;script&gt;',
      '--><svg/onload=alert(1)>',
    ),
    fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '`', '&', '/', '=', ' ', ';', 'a'), minLength: 1 }),
  )
  .map((text) => `x${text}`);

/** The widget over stores in which this text stands wherever text can stand. */
const widgetWith = async (text: string) => {
  const setting = createWidgetSetting();
  const { bucket, events, outbox, tell } = setting;
  const hsl = {
    type: 'BUTTON',
    text,
    data: {
      items: [
        { actionable_text: text, type: 'TEXT_ONLY', payload: { message: text } },
        { actionable_text: text, uri: 'LINK', payload: { url: `https://a.example/?q=${text}#${text}` } },
      ],
    },
  };
  const author = { type: 'agent', id: text, name: text } as const;
  await tell(
    [sampleEvent(1, { text, hsl, author }), sampleEvent(2, { text, details: { [`x${text}`]: text } })],
    {
      authId: 'u-1',
      name: text,
      platform: text,
    },
  );
  const delivery = {
    deliveryId: text,
    channel: 'haptik',
    source: 'haptik',
    receivedAt: someTime,
    reason: text,
  };
  const kept = { ...delivery, headers: { [text]: text }, body: Buffer.from(text) };
  for (const deliveryId of [text, 'd']) await createQuarantine(bucket).keep({ ...kept, deliveryId });
  await createSetAside(bucket, () => someTime)({ id: 'r', body: text, receiveCount: 5 }, text);
  events.add(messageEnvelope('u-1', 3, { deliveryId: text }), 'u-1');
  const error = { status: 400, message: text };
  const command = { kind: 'message', text, messageType: 0 } as const;
  await outbox.add({ ...sampleMessage(1), status: 'failed', reason: text, error, command });
  return setting;
};

const conversation = 'haptik:343:u-1';
const personal = true;

const calls: [view: string, params: object][] = [
  ['conversations', { view: 'conversations', personal }],
  ['transcript', { view: 'transcript', conversation, personal }],
  ['attention', { view: 'attention' }],
  ['quarantined', { view: 'quarantined', id: 'haptik:2026-11-21T09~3A00~3A00.000Z_d' }],
  ['redrive', { view: 'redrive', source: 'events' }],
  ['outbox', { view: 'outbox', personal }],
];

/** Elements and the names of their attributes: what a text must not change. */
const structureOf = ({ tags }: { tags: { name: string; attributes: object }[] }): string[] =>
  tags.map(({ name, attributes }) => [name, ...Object.keys(attributes)].join(' '));

describe('no text changes what is on a page', () => {
  test.each(calls)('in the view %s', async (_, params) => {
    const harmless = structureOf(await (await widgetWith('x')).call(params));

    const property = fc.asyncProperty(hostile, async (text) => {
      const shown = await (await widgetWith(text)).call(params);

      expect(structureOf(shown)).toEqual(harmless);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  test('where it was written into a form, or stands in parameters', async () => {
    const { call } = createWidgetSetting();
    const ours =
      /^(div|style|h2|form|label|select|option|input|a|cwdb-action|span|p|table|thead|tbody|tr|th|td|b)( (class|name|value|selected|action|display|endpoint|title))*$/;

    const property = fc.asyncProperty(hostile, async (text) => {
      const fields = { forms: { all: { user: text, conversation: '', channel: 'haptik', count: text } } };
      const asked = [
        await call({ view: 'transcript', form: true }, fields),
        await call({ view: 'redrive', source: 'events', form: true }, fields),
        await call({ view: text, act: text, channel: text, before: text }),
        await call({ view: 'conversations', before: text }),
      ];

      for (const one of asked.flatMap(structureOf)) expect(one).toMatch(ours);
    });
    await fc.assert(property, { numRuns: 40 });
  });

  test('and none of it becomes the parameters of a button', async () => {
    const { call } = await widgetWith('"},"act":"redrive');

    for (const [, params] of calls)
      for (const button of (await call(params)).buttons.filter(({ label }) => !label.startsWith('Put back')))
        expect(['replay', 'replay-all', 'retry', undefined]).toContain(button.params.act);
  });
});

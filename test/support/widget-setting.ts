import { createAppend } from '#functions/shared/append/append.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import type { IncomingEvent } from '#functions/shared/domain/event.ts';
import type { QueueMessage } from '#functions/shared/domain/ports.ts';
import { sourceNamed } from '#functions/shared/sources/index.ts';
import type { WidgetDependencies } from '#functions/widget/dependencies.ts';
import { createWidget } from '#functions/widget/widget.ts';
import { createMemoryAudit } from './memory-audit.ts';
import { createMemoryBucket } from './memory-bucket.ts';
import { createMemoryConversationStore } from './memory-conversation-store.ts';
import { createMemoryDeadLetters } from './memory-dead-letters.ts';
import { createMemoryOutbox } from './memory-outbox.ts';
import { createObserved } from './observed.ts';
import { type Pressable, pressables, readHtml } from './read-html.ts';
import { sampleNews, someTime } from './samples.ts';
import { widgetEvent } from './widget-event.ts';

const haptik: Channel = {
  name: 'haptik',
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  secretId: 's',
  businessIds: 'any',
  send: { baseUrl: 'https://platform.example', credentialsId: 'c' },
};

/** The ARN that the widget was called by. */
export const endpoint = 'arn:aws:lambda:us-east-1:000000000000:function:relay-Widget';

type User = { authId?: string; userId?: string; name?: string; platform?: string };

/** The widget over stores in memory, with a clock that stands still an hour after `someTime`. */
export const createWidgetSetting = (changes: Partial<WidgetDependencies> = {}) => {
  const time = { now: someTime + 3_600_000 };
  const clock = () => time.now;
  const store = createMemoryConversationStore();
  const outbox = createMemoryOutbox();
  const bucket = createMemoryBucket();
  const audit = createMemoryAudit(clock, 'widget');
  const observed = createObserved();
  const sent: QueueMessage[] = [];
  const woken: string[] = [];
  const events = createMemoryDeadLetters(clock, 10);
  const wakeUpLetters = createMemoryDeadLetters(clock, 10);
  const append = createAppend({ store, clock, pause: async () => {} });

  const widget = createWidget({
    reader: store,
    store,
    outbox,
    bucket,
    queue: { send: async (message) => void sent.push(message) },
    wakeUps: { send: async (_lane, token) => void woken.push(token) },
    deadLetters: { events, outbox: wakeUpLetters },
    audit,
    sourceNamed,
    channels: [haptik, { ...haptik, name: 'shop' }],
    log: observed.log,
    clock,
    ...changes,
  });
  const answer = (event: unknown): Promise<string> =>
    widget(event, { endpoint, requestId: 'request-1', until: Number.MAX_SAFE_INTEGER });
  const call = (params: object, context = {}): Promise<string> => answer(widgetEvent(params, context));

  return {
    time,
    store,
    outbox,
    bucket,
    events,
    wakeUpLetters,
    sent,
    woken,
    audit: audit.entries,
    lines: observed.lines,
    /** What an event is answered, as it is. */
    answer,
    /** What a call with these parameters shows: HTML that `readHtml` takes. */
    call: async (params: object, context = {}) => {
      const html = await call(params, context);
      return { html, ...readHtml(html), buttons: pressables(html) };
    },
    /** What is shown once the button of this label is pressed, and what CloudWatch asked before. */
    press: async (html: string, label: string) => {
      const found: Pressable[] = pressables(html).filter((button) => button.label === label);
      const [button] = found;
      if (button === undefined || found.length > 1)
        throw new Error(
          `${found.length} buttons are called ${label}: ${pressables(html)
            .map((one) => one.label)
            .join()}`,
        );
      const shown = await call(button.params);
      return { ...readHtml(shown), html: shown, confirmation: button.confirmation, params: button.params };
    },
    /** Stores events of a user, by default of `u-1` in the business 343. */
    tell: async (news: IncomingEvent[], user: User = { authId: 'u-1' }, channel = 'haptik') => {
      const arrival = { channel, source: 'haptik', receivedAt: someTime, payload: '{"told":true}' };
      await append([{ ...arrival, news: sampleNews(news, { user }) }], Number.MAX_SAFE_INTEGER);
    },
    /** Stores what a body tells. */
    tellBody: async (payload: string) => {
      const reading = sourceNamed('haptik').read(payload);
      if (reading.outcome !== 'understood') throw new Error(`The body is ${reading.outcome}.`);
      const arrival = { channel: 'haptik', source: 'haptik', receivedAt: someTime, payload };
      const { conversationId } = await append([{ ...arrival, news: reading.news }], Number.MAX_SAFE_INTEGER);
      return conversationId;
    },
  };
};

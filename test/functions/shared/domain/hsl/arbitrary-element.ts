import fc from 'fast-check';
import type { Hsl } from '#functions/shared/domain/hsl/hsl.ts';

const types = [
  'TEXT',
  'BUTTON',
  'CAROUSEL',
  'FORM',
  'SILENT',
  'NATIVE_ACTION',
  'SYSTEM',
  'RECEIPT',
  'TAB_LIST',
  'STARS',
];

const text = fc.oneof(
  fc.constantFrom('TEXT_ONLY', 'APP_ACTION', 'LINK', 'CALL', 'CAROUSEL_DETAIL', 'SHARE', 'FORM_SHOW', ''),
  fc.constantFrom('chat_pinned', '1', 'Hi{chatform}{1}', 'Hi {task}', 'javascript:x', 'a\u202Eb\r\nc\u0085'),
  fc.webUrl({ withQueryParameters: true }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.jsonValue({ maxDepth: 1 }),
);

const record = (keys: Record<string, fc.Arbitrary<unknown>>) => fc.record(keys, { requiredKeys: [] });
const texts = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, text]));
const list = (entry: fc.Arbitrary<unknown>) => fc.oneof(fc.array(entry, { maxLength: 3 }), entry);

const face = { ...texts('title', 'sub_title', 'description'), thumbnail: record(texts('image')) };
const named = texts('actionable_text', 'type', 'uri', 'is_default');
const messages = texts('message', 'gogo_message', 'url', 'link', 'id');
const button = record({ ...named, payload: record(messages) });
const screen = { ...face, images: list(text), items: list(record(face)), actionables: list(button) };
const actionable = record({ ...named, payload: record({ ...messages, ...screen }) });
const card = record({ ...face, ...named, actionables: list(actionable), mini_actionable: actionable });
const tab = record({
  ...texts('title', 'sub_title'),
  tab_items: list(record(texts('title', 'caption', 'price'))),
});

const data = record({
  ...texts('title', 'subtitle', 'header', 'event_name', 'method', 'image_aspect_ratio', 'intents'),
  payload: record(texts('agent_name', 'team_name')),
  footer: record({ ...texts('amount', 'offer_text'), actionables: list(actionable) }),
  quick_replies: list(actionable),
  items: list(card),
  fields: list(record({ ...texts('key', 'type', 'hint', 'order'), options: list(text) })),
  subheader: list(record(texts('header_one', 'body_one', 'header_two', 'body_two'))),
  order_items: list(record(texts('header', 'body', 'title', 'image_url'))),
  tabs: list(tab),
  silent_actions: list(record(texts('type'))),
});

const shaped: fc.Arbitrary<Hsl> = record({
  type: fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...types) }, { weight: 1, arbitrary: text }),
  ...texts('text', 'title', 'subtitle'),
  data: fc.oneof({ weight: 8, arbitrary: data }, { weight: 1, arbitrary: text }),
});

/** Elements of every type with sense and nonsense in every place, and any other JSON object. */
export const arbitraryElement: fc.Arbitrary<Hsl> = fc.oneof(
  { weight: 4, arbitrary: shaped },
  { weight: 1, arbitrary: fc.dictionary(fc.string(), fc.jsonValue()) },
);

const mebibyte = 1024 * 1024;

const message = (body: unknown, changes: object = {}): string =>
  JSON.stringify({
    event_name: 'message',
    business_id: 343,
    user: { auth_id: 'customer-42' },
    agent: { id: 1, name: 'gogo', is_automated: true },
    message: { id: 1, body },
    ...changes,
  });

const many = <Value>(length: number, value: (index: number) => Value): Value[] =>
  Array.from({ length }, (_, index) => value(index));

const reply = { actionable_text: 'Yes', type: 'TEXT_ONLY', payload: { message: 'Yes', gogo_message: 'yes' } };

const card = {
  title: 'A card',
  thumbnail: { image: 'https://shop.example.com/a.png' },
  actionables: [reply],
};

/** Text that no compression makes much smaller, the same in every run. */
const noise = (length: number): string => {
  let state = 7;
  const next = (): string => {
    state = (state * 48_271) % 2_147_483_647;
    return String.fromCharCode(33 + (state % 90));
  };
  return many(length, next)
    .join('')
    .replaceAll(/["\\{}]/g, '.');
};

/** Bodies made to cost as much as their bounds allow; each is signed and authentic. */
export const worstBodies: Readonly<Record<string, string>> = {
  'a typical message': message({ text: 'Hello!', type: 'TEXT', data: { quick_replies: [] } }),
  'a mebibyte of brackets': '['.repeat(mebibyte),
  'a mebibyte of text': message('x'.repeat(mebibyte - 200)),
  'a mebibyte of noise': message(noise(mebibyte - 200)),
  'a mebibyte of escapes': message('\n'.repeat(mebibyte / 2 - 200)),
  'a mebibyte of hidden groups': message({ type: 'TEXT', text: '{a}'.repeat(mebibyte / 3 - 100) }),
  '19,000 numbers that a double rounds': message('x', { extra: many(19_000, () => 0.5) }).replaceAll(
    '0.5',
    '12345678901234567890.12345678901234567890',
  ),
  '9,000 keys': message('x', { extra: Object.fromEntries(many(9000, (key) => [`key ${key}`, 1e21])) }),
  '3,000 quick replies': message({
    type: 'TEXT',
    text: 'Yes?',
    data: { quick_replies: many(3000, () => reply) },
  }),
  '1,200 cards': message({ type: 'CAROUSEL', data: { items: many(1200, () => card) } }),
  'fifty messages of 1.6 KB': message('x', { message: many(50, (id) => ({ id, body: noise(1600) })) }),
  'a serialised element in half a mebibyte': message(
    JSON.stringify({ type: 'TEXT', text: noise(mebibyte / 2), data: {} }),
  ),
};

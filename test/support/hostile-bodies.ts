import { gzipSync } from 'node:zlib';

const kibibyte = 1024;
const mebibyte = kibibyte * kibibyte;

/** A message that is understood, with some of its JSON replaced. */
const message = (changes: object = {}): string =>
  JSON.stringify({
    version: '1.0',
    timestamp: '2026-03-14T09:41:07.215Z',
    user: { auth_id: 'rk-cust-20417' },
    business_id: 812,
    event_name: 'message',
    agent: { id: 7301, name: 'gogo', is_automated: true },
    message: { id: 2718281, body: { text: 'Hello.', type: 'TEXT', data: {} } },
    ...changes,
  });

const element = (body: object): string => message({ message: { id: 2718281, body } });
const text = (said: string): string => element({ text: said, type: 'TEXT', data: {} });
const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);
const many = <Value>(length: number, value: (index: number) => Value): Value[] =>
  Array.from({ length }, (_, index) => value(index));

/** A key `__proto__` of its own, which no object literal can have. */
const polluting = '"__proto__":{"polluted":true,"event_name":"message","auth_id":"nobody"}';

const reply = { actionable_text: 'Yes', type: 'TEXT_ONLY', uri: '', payload: { message: 'Yes' } };
const card = {
  title: 'A card',
  thumbnail: { image: 'https://shop.example.com/a.png' },
  actionables: [reply],
};

const wrap = (body: string, times: number): string =>
  times === 0 ? body : wrap(JSON.stringify({ type: 'TEXT', text: body }), times - 1);

const texts: Readonly<Record<string, string>> = {
  'nothing at all': '',
  'white space': ' \n\t ',
  'a word': 'hello',
  'half a message': message().slice(0, -20),
  'two messages': message() + message(),
  'the text null': 'null',
  'a number': '5',
  'a text in JSON': '"message"',
  'a list of messages at the top': `[${message()}]`,
  'a comma too many': '{"event_name":"message",}',
  'a comment': `// from Haptik\n${message()}`,
  'an empty object': '{}',
  'a form': 'event_name=message&business_id=812',
  XML: '<message business_id="812">Hello.</message>',
  'a byte order mark': `\uFEFF${message()}`,
  'a megabyte of brackets': '['.repeat(mebibyte),
  'a megabyte of closing brackets': ']'.repeat(mebibyte),
  'a megabyte of braces with keys': '{"a":'.repeat(200_000),
  'a megabyte of quotes': '"'.repeat(mebibyte),
  'a megabyte of backslashes': `"${'\\'.repeat(mebibyte - 2)}"`,
  'a megabyte of commas': ','.repeat(mebibyte),
  'a megabyte of white space around a message': `${' '.repeat(500 * kibibyte)}${message()}${'\n'.repeat(500 * kibibyte)}`,
  'a megabyte of digits': `{"business_id":${'9'.repeat(1_000_000)}}`,
  'more than a mebibyte': text('x'.repeat(mebibyte)),
  'nearly a mebibyte of text': text('é'.repeat(500 * kibibyte)),
  'nearly a mebibyte of hidden groups': text('{a}'.repeat(300 * kibibyte)),
  'nearly a mebibyte of braces that open': text('{'.repeat(1000 * kibibyte)),
  'more than 20,000 values': message({ extra: many(20_001, () => 0) }),
  'a list of 10,000 messages': message({ message: many(10_000, (id) => ({ id, body: 'x' })) }),
  '50 messages in nearly a mebibyte': message({
    message: many(50, (id) => ({ id, body: 'x'.repeat(20 * kibibyte) })),
  }),
  '50 messages without ids': message({ message: many(50, () => ({ body: 'x' })) }),
  'a list of 10,000 numbers as message': message({ message: many(10_000, (id) => id) }),
  'a list of 10,000 agents': message({ agent: many(10_000, () => 1) }),
  '10,000 keys': message({ extra: Object.fromEntries(many(10_000, (key) => [`k${key}`, 1])) }),
  '2,000 quick replies': element({
    text: 'Yes?',
    type: 'TEXT',
    data: { quick_replies: many(2000, () => reply) },
  }),
  '1,000 cards': element({ type: 'CAROUSEL', data: { items: many(1000, () => card) } }),
  '10,000 items that are numbers': element({ type: 'BUTTON', data: { items: many(10_000, () => 1) } }),
  'lists 200 deep in a key that is not read': message({ extra: nested(199) }),
  'lists 201 deep in a key that is not read': message({ extra: nested(201) }),
  'lists 201 deep in an element': element({ type: 'TEXT', data: nested(201) }),
  'an element in an element, eight times': message({ message: { id: 1, body: wrap('Hello.', 8) } }),
  'a key __proto__ at the top': `{${polluting},${message().slice(1)}`,
  'nothing but a key __proto__': `{${polluting}}`,
  'a key __proto__ in the user': message().replace('"user":{', `"user":{${polluting},`),
  'a key __proto__ in the agent': message().replace('"agent":{', `"agent":{${polluting},`),
  'a key __proto__ in the element': message().replace('"data":{', `"data":{${polluting}`),
  'a key __proto__ in what a closing says': message({
    event_name: 'webhook_conversation_complete',
    data: { conversation_no: 1, user_details: { a: 1 } },
  }).replace('"user_details":{', `"user_details":{${polluting},`),
  'a key constructor': message({ constructor: { prototype: { polluted: true } } }),
  'a name __proto__': message({ event_name: '__proto__' }),
  'a name constructor': message({ event_name: 'constructor' }),
  'half a character in the text': text('Hello \uD83E'),
  'half a character in the auth_id': message({ user: { auth_id: 'rk\uD800' } }),
  'half a character in a name': message({ business_name: '\uDC00 Shop', agent: { name: '\uD800' } }),
  'half a character in the event name': message({ event_name: 'message\uD800' }),
  'half a character as a key': element({ text: 'Hello.', type: 'TEXT', data: { '\uD800': 1 } }),
  'half a character as the type of an element': element({ text: '', type: '\uDFFF' }),
  'NUL in the text': text('Hello\u0000there'),
  'NUL in the auth_id': message({ user: { auth_id: 'rk\u0000' } }),
  'NUL in the event name': message({ event_name: 'message\u0000' }),
  'NUL that is not escaped': message().replace('Hello', 'Hel\u0000lo'),
  'U+FFFF in the text': text('Hello \uFFFF\uFFFE'),
  'U+FFFF in the auth_id': message({ user: { auth_id: 'rk\uFFFF' } }),
  'U+FFFF in the event name': message({ event_name: 'new\uFFFF' }),
  'text that turns the direction of writing': message({
    business_name: '\u202Egnp.exe',
    agent: { name: '\u2066Asha' },
  }),
  'line breaks in names': message({ business_name: 'A\r\nB', agent: { name: 'Asha\u2028' } }),
  'two names': `{"event_name":"chat_pinned",${message().slice(1)}`,
  'two users': `${message().slice(0, -1)},"user":{"auth_id":"somebody-else"}}`,
  'two messages under one key': `${message().slice(0, -1)},"message":[]}`,
  'a float as business_id': message({ business_id: 812.5 }),
  'a float as message id': message({ message: { id: 0.1, body: 'x' } }),
  'a float as auth_id': message({ user: { auth_id: 1.5 } }),
  'a negative message id': message({ message: { id: -1, body: 'x' } }),
  'a message id of 400 digits': message().replace('2718281', '9'.repeat(400)),
  'a business_id of 400 digits': message().replace('812', '9'.repeat(400)),
  'an agent id of 400 digits': message().replace('7301', '9'.repeat(400)),
  'an auth_id of 400 digits': message().replace('"rk-cust-20417"', '9'.repeat(400)),
  'a message id beyond every double': message().replace('2718281', '1e400'),
  'ids that are true': message({
    business_id: true,
    user: { auth_id: true },
    message: { id: true, body: 'x' },
  }),
  'an auth_id of a thousand characters': message({ user: { auth_id: 'x'.repeat(1000) } }),
  'an auth_id of 256 wide characters': message({ user: { auth_id: '€'.repeat(256) } }),
  'a time of the year 275760': message({ timestamp: '275760-09-13T00:00:00.000Z' }),
  'a time without end': message({ timestamp: `2026-03-14T${'0'.repeat(100_000)}` }),
  'a follow-up at the end of time': message({
    event_name: 'webhook_conversation_complete',
    follow_up_details: { follow_up_timestamp: 8_640_000_000_001, send_to: 1e21 },
  }),
  'a chat link of a hundred thousand characters': message({
    event_name: 'webhook_agent_chat_close',
    data: { complete_chat_link: `https://chats.example.com/${'a'.repeat(100_000)}` },
  }),
  'typing with a list': message({ event_name: 'typing_indicator', typing_indicator: ['start'] }),
  'typing of nobody': JSON.stringify({ 'typing indicator': 'start', user: null }),
};

const bytes: Readonly<Record<string, Buffer>> = {
  'every byte there is': Buffer.from(many(256, (byte) => byte)),
  'a compressed message': gzipSync(message()),
  'a message in UTF-16': Buffer.from(`\uFEFF${message()}`, 'utf16le'),
  'a message in Latin-1': Buffer.from(text('Grüße'), 'latin1'),
  'a byte that UTF-8 does not have': Buffer.concat([Buffer.from(message()), Buffer.from([0xff])]),
  'half a character of UTF-8 in a text': Buffer.from(text('Hello X').replace('X', '\u0080'), 'latin1'),
  'a character in too many bytes': Buffer.from(text('Hello X').replace('X', '\u00C0\u00AF'), 'latin1'),
};

/** Bodies that no platform should send: none of them may end in an error, or change anything but its conversation. */
export const hostileBodies: readonly { title: string; body: Buffer }[] = [
  ...Object.entries(texts).map(([title, body]) => ({ title, body: Buffer.from(body) })),
  ...Object.entries(bytes).map(([title, body]) => ({ title, body })),
];

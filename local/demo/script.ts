const bot = { id: 4400, name: 'gogo', is_automated: true, email: null };
const asha = { id: 512, name: 'Asha', is_automated: false, email: 'asha@example.com' };

const reply = (label: string) => ({
  actionable_text: label,
  type: 'TEXT_ONLY',
  uri: '',
  is_default: 0,
  location_required: false,
  payload: { message: label, gogo_message: '' },
});

const say = (text: string, ...replies: string[]) => ({
  text,
  type: 'TEXT',
  data: { quick_replies: replies.map(reply) },
});

const orders = {
  text: 'These are your open orders. Which one is it about?',
  type: 'CAROUSEL',
  data: {
    image_aspect_ratio: 1.67,
    width: 'MEDIUM',
    items: [
      { title: 'Kettle, steel', sub_title: 'Order 4471, due today', actionables: [reply('Order 4471')] },
      { title: 'Reading lamp', sub_title: 'Order 4502, due Friday', actionables: [reply('Order 4502')] },
    ],
  },
};

/** A line of the conversation; `shown`: what is read of an element that is more than text. */
type Line = { agent: typeof bot | typeof asha; body: { text: string }; shown?: string };

/** The conversation as the platform has it: who says what, in the order of its message ids. */
const lines: readonly Line[] = [
  {
    agent: bot,
    body: say('Hello Meera! What can I do for you?', 'Track an order', 'Return something'),
    shown: 'Hello Meera! What can I do for you?\n1. Track an order\n2. Return something',
  },
  {
    agent: bot,
    body: orders,
    shown: [
      'These are your open orders. Which one is it about?',
      '- Kettle, steel — Order 4471, due today',
      '  - Order 4471',
      '- Reading lamp — Order 4502, due Friday',
      '  - Order 4502',
    ].join('\n'),
  },
  { agent: bot, body: say('I cannot find the last scan of order 4471. A colleague is taking over.') },
  { agent: asha, body: say('Hi Meera, Asha here. I am looking at order 4471 now.') },
  { agent: asha, body: say('Your parcel missed yesterday’s van, I am sorry.') },
  { agent: asha, body: say('It is on today’s: you will have it before 6 pm.') },
  { agent: asha, body: say('I have refunded the delivery fee as well.') },
  {
    agent: bot,
    body: say('Was this helpful?', 'Yes', 'No'),
    shown: 'Was this helpful?\n1. Yes\n2. No',
  },
];

/**
 * How the messages arrive: late ones, and repeats; `resentAfter` gives a repeat the timestamp of a new request,
 * without it a repeat is the same bytes again. The last delivery is a new message: once it is stored,
 * everything before it has been dealt with.
 */
const deliveries: readonly { message: number; resentAfter?: number }[] = [
  { message: 1 },
  { message: 3 },
  { message: 2 },
  { message: 3 },
  { message: 4 },
  { message: 6 },
  { message: 6, resentAfter: 5 },
  { message: 7 },
  { message: 5 },
  { message: 1, resentAfter: 30 },
  { message: 8 },
];

export const businessId = 812;
export const authId = 'meera-20417';

const firstId = 2_718_281;

/** One webhook request of the demo: the number of the message it carries, from 1, and its payload. */
export type Delivery = { message: number; payload: unknown };

/** A message that the conversation must hold in the end; without an id it may have any. */
export type Expected = { platformId?: string; text: string };

export const delivered: readonly Expected[] = lines.map(({ body, shown }, index) => ({
  platformId: String(firstId + index),
  text: shown ?? body.text,
}));

/** What the company then writes in the name of the user, through the relay, and what the bot says to it. */
export const sentText = 'Yes, thank you.';
export const replyText = `You wrote: ${sentText}`;

/** The deliveries in the order they are made; the conversation begins at `start` (ms). */
export const deliveriesFrom = (start: number): Delivery[] =>
  deliveries.flatMap(({ message, resentAfter = 0 }) => {
    const line = lines[message - 1];
    if (line === undefined) return [];
    const payload = {
      version: '1.0',
      timestamp: new Date(start + (message * 7 + resentAfter) * 1000).toISOString(),
      user: {
        auth_id: authId,
        device_platform: '13',
        device_platform_name: 'Webhook',
        user_name: 'qx71d0c2ab94e5',
      },
      business_id: businessId,
      business_name: 'Example Shop',
      event_name: 'message',
      agent: line.agent,
      message: { id: firstId + message - 1, body: line.body },
    };
    return [{ message, payload }];
  });

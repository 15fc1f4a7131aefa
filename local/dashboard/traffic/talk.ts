import { businessId } from '#local/demo/script.ts';

/** What somebody at Haptik writes to a user. */
export type Saying = {
  /** The platform's id of the message. */
  readonly id: number;
  /** auth_id of the user. */
  readonly user: string;
  readonly text: string;
  readonly by?: 'bot' | 'agent';
};

const agents = {
  bot: { id: 4400, name: 'gogo', is_automated: true, email: null },
  agent: { id: 512, name: 'Asha', is_automated: false, email: 'asha@example.com' },
} as const;

/** The webhook payload that Haptik sends for it. */
export const toPayload = ({ id, user, text, by = 'bot' }: Saying): object => ({
  version: '1.0',
  timestamp: new Date().toISOString(),
  user: {
    auth_id: user,
    device_platform: '13',
    device_platform_name: 'Webhook',
    user_name: `Name of ${user}`,
  },
  business_id: businessId,
  business_name: 'Example Shop',
  event_name: 'message',
  agent: agents[by],
  message: { id, body: { text, type: 'TEXT', data: { quick_replies: [] } } },
});

/** Who is written to in small talk, and what, by turns. */
export const listeners = ['ravi-30518', 'noor-88120'] as const;
export const openings = [
  'Your order has been packed.',
  'The courier will call before they come.',
  'Would you like to hear about our opening hours?',
  'Your refund is on its way.',
] as const;

/** Who writes by themselves; the simulator's bot answers. */
export const writers = ['chen-41077', 'lena-90233'] as const;

import type { PlatformUser } from './platform-state.ts';

/** The name that the platform gives its bot. */
export const botName = 'gogo';

const bot = {
  id: 4400,
  name: botName,
  profile_image: 'https://assets.example.com/gogo.png',
  is_automated: true,
  email: null,
};

type BotReply = { messageId: number; at: string; user: PlatformUser; businessId: number; text: string };

/** The `message` event of a bot's answer, with the keys of the 2021 payload documentation. */
export const botReply = ({ messageId, at, user, businessId, text }: BotReply) => ({
  version: '1.0',
  timestamp: at,
  user: {
    auth_id: user.auth_id,
    device_platform: '13',
    device_platform_name: 'Webhook',
    user_name: user.user_name,
    user_id: user.user_id,
  },
  business_id: businessId,
  business_name: 'Simulated business',
  event_name: 'message',
  agent: bot,
  message: { id: messageId, body: { text, type: 'TEXT', data: { quick_replies: [] } } },
});

import type { PlatformUser } from './platform-state.ts';

/** The name that the platform gives its bot. */
export const botName = 'gogo';

/** The bot as it presents itself; webhook events add an e-mail address, which it has none of. */
export const bot = {
  id: 4400,
  name: botName,
  profile_image: 'https://assets.example.com/gogo.png',
  is_automated: true,
};

const humanAgent = {
  id: 512,
  name: 'Asha',
  profile_image: 'https://assets.example.com/asha.png',
  is_automated: false,
  email: 'asha@example.com',
};

/** What is said to whom: a message's id and text, when and in which business. */
export type Said = { messageId: number; at: string; user: PlatformUser; businessId: number; text: string };

/** A message's body as an HSL element without anything to choose. */
export const textElement = (text: string) => ({ text, type: 'TEXT', data: { quick_replies: [] } });

// With the keys of the 2021 payload documentation.
const event = (eventName: string, { at, user, businessId }: Said) => ({
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
  event_name: eventName,
});

/** The `message` event of a bot's answer. */
export const botReply = (said: Said) => ({
  ...event('message', said),
  agent: { ...bot, email: null },
  message: { id: said.messageId, body: textElement(said.text) },
});

/** The `message` event of what the user wrote: it names no agent. */
export const echo = (said: Said) => ({
  ...event('message', said),
  message: { id: said.messageId, body: textElement(said.text) },
});

/** The `chat_pinned` event of an agent of this team who takes the chat. */
export const chatPinned = (said: Said, team: string) => ({
  ...event('chat_pinned', said),
  agent: humanAgent,
  message: {
    id: said.messageId,
    body: {
      text: said.text,
      type: 'SYSTEM',
      data: {
        event_name: 'chat_pinned',
        payload: {
          profile_image: humanAgent.profile_image,
          agent_name: humanAgent.name,
          team_name: team,
        },
      },
    },
  },
});

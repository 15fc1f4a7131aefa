import type { PlatformState, PlatformUser, ReceivedMessage } from './platform-state.ts';

/** What was logged for this user in this business. */
export const conversationMessages = (
  state: PlatformState,
  user: PlatformUser,
  businessId: number,
): ReceivedMessage[] =>
  state
    .received()
    .filter(({ body }) => body.business_id === businessId && state.findUser(body.user) === user);

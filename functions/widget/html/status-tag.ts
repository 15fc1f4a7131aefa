import type { ConversationStatus } from '#functions/shared/domain/conversation.ts';
import type { Html } from './html.ts';
import { tag } from './parts.ts';

/** How a conversation rests, in its colour. */
export const statusTag = (status: ConversationStatus): Html => {
  switch (status) {
    case 'agent':
      return tag(status, 'warn');
    case 'bot':
      return tag(status, 'good');
    case 'idle':
    case 'complete':
      return tag(status);
    default:
      return status satisfies never;
  }
};

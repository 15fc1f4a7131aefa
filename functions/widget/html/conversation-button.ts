import type { MakeButton } from './button.ts';
import type { Html } from './html.ts';

/** A conversation's id that leads to its transcript. */
export const conversationButton = (button: MakeButton, conversation: string): Html =>
  button({ label: conversation, params: { view: 'transcript', conversation }, look: 'link' });

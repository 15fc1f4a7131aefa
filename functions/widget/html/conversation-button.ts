import type { MakeButton, Params } from './button.ts';
import type { Html } from './html.ts';

/** A conversation's id that leads to its transcript, and from there back to the list with these parameters. */
export const conversationButton = (button: MakeButton, conversation: string, list: Params): Html =>
  button({ label: conversation, params: { view: 'transcript', conversation, list }, look: 'link' });

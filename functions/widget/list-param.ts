import * as z from 'zod/mini';
import type { MakeButton, Params } from './html/button.ts';
import type { Html } from './html/html.ts';

const text = z.optional(z.string());

/**
 * The list from which something was reached, by the parameters that show it. Others are left out, as a button is made
 * of these: none can begin an act.
 */
export const listParam = z.optional(
  z.object({
    view: z.enum(['conversations', 'outbox', 'transcript', 'attention']),
    channel: text,
    user: text,
    before: text,
    after: text,
    personal: z.optional(z.boolean()),
  }),
);

export const backButton = (button: MakeButton, list: Params): Html =>
  button({ label: 'Back to the list', params: list });

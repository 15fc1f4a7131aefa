import { callApi, post } from './call-api.ts';
import type { Counts } from './counts.ts';
import type { Counted } from './open-counted.ts';
import { steady } from './steady.ts';

/** What one message to the platform takes: to accept it, and to send it and store what was sent. */
export type SendCounts = { readonly accepted: Counts; readonly sent: Counts };

/** One message after the other in one conversation. */
export const countSends = ({ url, receive, take }: Counted): Promise<SendCounts> =>
  steady(async () => {
    const body = JSON.stringify({ text: 'Is my order on its way?' });
    await callApi(`${url}/v1/conversations/haptik:343:bench-user/messages`, post(body));
    const accepted = await take();
    await receive('send');
    return { accepted, sent: await take() };
  });

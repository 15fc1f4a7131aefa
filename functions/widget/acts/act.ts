import type { Call } from '#functions/widget/call.ts';
import type { Params } from '#functions/widget/html/button.ts';
import type { Html } from '#functions/widget/html/html.ts';

/** One invocation: its id at Lambda, and until when it may begin something (epoch milliseconds). */
export type Invocation = { requestId: string; until: number };

/** What an act came to, and what is shown below it. */
export type Done = { notice: Html; next: Params & { view: string } };

/** What changes something. @throws RelayError of any kind */
export type Act = (call: Call, invocation: Invocation) => Promise<Done>;

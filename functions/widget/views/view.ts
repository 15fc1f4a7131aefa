import type { Call } from '#functions/widget/call.ts';
import type { Html } from '#functions/widget/html/html.ts';

/** What can be shown. It changes nothing. @throws RelayError of any kind */
export type View = (call: Call) => Promise<Html>;

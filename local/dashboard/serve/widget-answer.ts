import * as z from 'zod/mini';
import { html } from '#local/dashboard/draw/html.ts';
import { drawMarkdown } from '#local/dashboard/draw/markdown.ts';
import type { InvocationResult } from '#local/lambda/invocation-result.ts';

/** HTML to be cleaned and shown, or why there is none. */
export type WidgetAnswer = { readonly html: string } | { readonly problem: string };

const markdownSchema = z.strictObject({ markdown: z.string() });

const fromPayload = (payload: string): string => {
  const returned: unknown = JSON.parse(payload);
  if (typeof returned === 'string') return returned;
  const { success, data } = markdownSchema.safeParse(returned);
  return (success ? drawMarkdown(data.markdown) : html`<pre>${JSON.stringify(returned, null, 2)}</pre>`).html;
};

/** What CloudWatch shows of a function's answer: HTML as it is, `{"markdown":"…"}` as HTML, anything else as JSON. */
export const widgetAnswer = (result: InvocationResult): WidgetAnswer => {
  switch (result.outcome) {
    case 'returned':
      return { html: fromPayload(result.payload) };
    case 'failed':
      return { problem: `${result.errorType}: ${result.errorMessage}` };
    case 'throttled':
    case 'too-large':
      return { problem: `The function's call was ${result.outcome}.` };
    default:
      return result satisfies never;
  }
};

import { InvalidRequestError, RelayError } from '#functions/shared/domain/errors.ts';
import type { Log } from '#functions/shared/domain/observe.ts';
import type { Call } from './call.ts';
import type { Params } from './html/button.ts';
import { type Html, html } from './html/html.ts';
import { bar, box } from './html/parts.ts';

const saidOf = (error: RelayError): Html =>
  error instanceof InvalidRequestError
    ? html`${error.details.map(({ field, message }) => html`<p>${field}: ${message}</p>`)}`
    : html`<p>${error.message}</p>`;

/** A form that was filled in wrongly is shown again; else the first view. */
const backTo = ({ params: { form, view, source } }: Call): Params =>
  form === true && typeof view === 'string'
    ? { view, source: typeof source === 'string' ? source : undefined }
    : { view: 'attention' };

/** What went wrong, in words, and a way back. A defect of ours tells nothing but where to look. */
export const errorHtml = (
  error: unknown,
  { call, log, requestId }: { call: Call; log: Log; requestId: string },
): Html => {
  const back = bar(call.button({ label: 'Back', params: backTo(call) }));
  if (error instanceof RelayError) {
    const { code, retryable } = error;
    if (retryable) log.error('A call of the widget could not be served.', { code }, error);
    return html`${box('bad', saidOf(error))}${back}`;
  }
  log.error('A call of the widget met a defect.', {}, error);
  const where = `This failed on our side. The log of widget says why, under the request ${requestId}.`;
  return html`${box('bad', where)}${back}`;
};

import * as z from 'zod/mini';
import { type BodyView, viewBody } from '#functions/shared/quarantine/body-view.ts';
import { readQuarantined } from '#functions/shared/quarantine/read-quarantined.ts';
import {
  openQuarantined,
  type QuarantinedSummary,
  type StrangeSummary,
} from '#functions/shared/quarantine/summary.ts';
import { readParams } from '#functions/widget/call.ts';
import type { WidgetDependencies } from '#functions/widget/dependencies.ts';
import { type Html, html, type Piece } from '#functions/widget/html/html.ts';
import { bar, facts, heading, mono, muted } from '#functions/widget/html/parts.ts';
import { replayButton } from '#functions/widget/html/replay-button.ts';
import { ago } from '#functions/widget/html/times.ts';
import { backButton, listParam } from '#functions/widget/list-param.ts';
import { quarantineKey } from '#functions/widget/quarantine-key.ts';
import type { View } from './view.ts';

type Dependencies = Pick<WidgetDependencies, 'bucket' | 'clock'>;

/** What of a body is shown: bytes. */
const longestBody = 64_000;

const schema = z.object({ id: z.string(), list: listParam });

const aboutHtml = (summary: QuarantinedSummary | StrangeSummary, now: number): Piece => {
  if ('problem' in summary) return html`<p>${summary.problem}</p>`;
  const { channel, source, receivedAt, reason, size } = summary;
  return [
    html`<p>${reason}</p>`,
    facts([
      ['received', ago(Date.parse(receivedAt), now)],
      ['channel', channel],
      ['source', source],
      ['bytes', size],
    ]),
  ];
};

const headersHtml = (headers: Readonly<Record<string, string>>): Html => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\n`);
  return html`${muted('Headers')}<pre>${lines}</pre>`;
};

const bodyHtml = ({ encoding, body, truncated }: BodyView): Html => {
  const how = encoding === 'base64' ? ', in base64 as it is no UTF-8' : '';
  const part = truncated === true ? `, its first ${longestBody} bytes: the API shows more of it` : '';
  return html`${muted(`Body${how}${part}`)}<pre>${body}</pre>`;
};

/** A delivery in quarantine with all that it holds, which may be personal: somebody asked for this one. */
export const createQuarantinedView =
  ({ bucket, clock }: Dependencies): View =>
  async (call) => {
    const { id, list = { view: 'attention' } } = readParams(schema, call.params);
    const key = quarantineKey(id);
    const { summary, headers, body } = openQuarantined(key, await readQuarantined(bucket, key));
    const replay = 'deliveryId' in summary && replayButton(call.button, summary, list);
    return html`
      ${bar(backButton(call.button, list), replay)}
      ${heading('A delivery in quarantine')}
      <p>${mono(id)}</p>
      ${aboutHtml(summary, clock())}
      ${headers !== undefined && headersHtml(headers)}
      ${bodyHtml(viewBody(body, longestBody))}`;
  };

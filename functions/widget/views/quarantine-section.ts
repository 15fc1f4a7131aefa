import type { Bucket } from '#functions/shared/domain/ports.ts';
import { listQuarantined } from '#functions/shared/quarantine/list-quarantined.ts';
import type { QuarantinedSummary, StrangeSummary } from '#functions/shared/quarantine/summary.ts';
import type { Call } from '#functions/widget/call.ts';
import { type Html, html, type Piece } from '#functions/widget/html/html.ts';
import { bar, mono, table } from '#functions/widget/html/parts.ts';
import { ago } from '#functions/widget/html/times.ts';

type Dependencies = { bucket: Pick<Bucket, 'get' | 'list'>; clock: () => number };

const pageSize = 10;

const rowOf = (call: Call, summary: QuarantinedSummary | StrangeSummary, now: number): Piece[] => {
  const { id, size } = summary;
  if ('problem' in summary) return ['', '', summary.problem, size, mono(id), ''];
  const replay = call.button({
    label: 'Replay',
    params: { act: 'replay', id },
    confirm: `Try the delivery ${summary.deliveryId} again with the present code? What is understood now is stored, and leaves quarantine.`,
  });
  const since = ago(Date.parse(summary.receivedAt), now);
  return [since, summary.channel, summary.reason, size, mono(summary.deliveryId), replay];
};

/** Deliveries that were not understood, channel by channel, oldest first, each with a button that tries it again. */
export const quarantineSection = async (
  { bucket, clock }: Dependencies,
  call: Call,
  after: string | undefined,
): Promise<Html> => {
  const { summaries, next } = await listQuarantined(bucket, undefined, { limit: pageSize, after });
  const rows = summaries.map((summary) => rowOf(call, summary, clock()));
  const go = (label: string, place: string | undefined) =>
    call.button({ label, params: { view: 'attention', after: place } });
  return html`
    ${table(['Age', 'Channel', 'Why', 'Bytes', 'Delivery', ''], rows, 'Nothing is in quarantine.')}
    ${bar(after !== undefined && go('First', undefined), next !== undefined && go('More', next))}`;
};

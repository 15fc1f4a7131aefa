import type { Bucket } from '#functions/shared/domain/ports.ts';
import { listQuarantined } from '#functions/shared/quarantine/list-quarantined.ts';
import type { QuarantinedSummary, StrangeSummary } from '#functions/shared/quarantine/summary.ts';
import type { Call } from '#functions/widget/call.ts';
import type { Params } from '#functions/widget/html/button.ts';
import { type Html, html, type Piece } from '#functions/widget/html/html.ts';
import { bar, mono, table } from '#functions/widget/html/parts.ts';
import { replayButton } from '#functions/widget/html/replay-button.ts';
import { ago } from '#functions/widget/html/times.ts';

type Dependencies = { bucket: Pick<Bucket, 'get' | 'list'>; clock: () => number };

type Summary = QuarantinedSummary | StrangeSummary;

const pageSize = 20;

const rowOf = (call: Call, summary: Summary, { now, list }: { now: number; list: Params }): Piece[] => {
  const { id, size } = summary;
  const show = call.button({ label: 'Show', params: { view: 'quarantined', id, list } });
  if ('problem' in summary) return ['', '', summary.problem, size, mono(id), show];
  const since = ago(Date.parse(summary.receivedAt), now);
  const replay = replayButton(call.button, summary, list);
  return [since, summary.channel, summary.reason, size, mono(id), [show, ' ', replay]];
};

/** For after a fix; of a single one its own button is enough. */
const replayAllButton = (
  { button }: Call,
  summaries: readonly Summary[],
  { more, list }: { more: boolean; list: Params },
): Piece => {
  const ids = summaries.flatMap((summary) => ('deliveryId' in summary ? [summary.id] : []));
  if (ids.length < 2) return undefined;
  return button({
    label: 'Replay all shown',
    params: { act: 'replay-all', ids, more, list },
    confirm: `Try the ${ids.length} deliveries that are shown again with the present code? What is understood now is stored, and leaves quarantine.`,
  });
};

/**
 * Deliveries that were not understood, channel by channel, oldest first: by the ids that the API has for them, each with
 * buttons that show it and try it again.
 */
export const quarantineSection = async (
  { bucket, clock }: Dependencies,
  call: Call,
  after: string | undefined,
): Promise<Html> => {
  const { summaries, next } = await listQuarantined(bucket, undefined, { limit: pageSize, after });
  const list = { view: 'attention', after };
  const rows = summaries.map((summary) => rowOf(call, summary, { now: clock(), list }));
  const isPart = after !== undefined || next !== undefined;
  const empty = isPart ? 'Nothing more is in quarantine.' : 'Nothing is in quarantine.';
  const go = (label: string, place: string | undefined) =>
    call.button({ label, params: { ...list, after: place } });
  return html`
    ${table(['Received', 'Channel', 'Why', 'Bytes', 'Id', ''], rows, empty)}
    ${bar(
      replayAllButton(call, summaries, { more: isPart, list }),
      after !== undefined && go('First', undefined),
      next !== undefined && go('More', next),
    )}`;
};

import { type BodyView, viewBody } from '#functions/shared/quarantine/body-view.ts';
import {
  openQuarantined,
  type QuarantinedSummary,
  type StrangeSummary,
} from '#functions/shared/quarantine/summary.ts';
import { fits } from './fitting.ts';

/** Everything there is; `key` is the object's name in the bucket. */
export type QuarantinedView = (QuarantinedSummary | StrangeSummary) &
  BodyView & { key: string; headers?: Readonly<Record<string, string>> | undefined };

/** So much fits in any case: a control character takes seven times as much in an answer. In bytes. */
const alwaysFits = 768_000;

export const quarantinedView = (key: string, bytes: Uint8Array): QuarantinedView => {
  const { summary, headers, body } = openQuarantined(key, bytes);
  const whole = viewBody(body, body.length);
  return { ...summary, key, headers, ...(fits(whole) ? whole : viewBody(body, alwaysFits)) };
};

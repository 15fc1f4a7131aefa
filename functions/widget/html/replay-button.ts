import type { QuarantinedSummary } from '#functions/shared/quarantine/summary.ts';
import type { MakeButton, Params } from './button.ts';
import type { Html } from './html.ts';

/** Tries a delivery in quarantine again, and shows the list with these parameters. */
export const replayButton = (
  button: MakeButton,
  { id, deliveryId }: Pick<QuarantinedSummary, 'id' | 'deliveryId'>,
  list: Params,
): Html =>
  button({
    label: 'Replay',
    params: { act: 'replay', id, list },
    confirm: `Try the delivery ${deliveryId} again with the present code? What is understood now is stored, and leaves quarantine.`,
  });

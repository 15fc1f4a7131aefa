import type { MakeButton, Params } from './button.ts';
import type { Html } from './html.ts';

/** Shows or hides personal fields, where this view has these parameters. */
export const personalButton = (
  button: MakeButton,
  { params, personal }: { params: Params; personal: boolean },
): Html =>
  personal
    ? button({ label: 'Hide personal fields', params })
    : button({ label: 'Show personal fields', params: { ...params, personal: true } });

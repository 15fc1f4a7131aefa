import type { MakeButton, Params } from './button.ts';
import type { Html } from './html.ts';

type Props = {
  params: Params;
  personal: boolean;
  /** In words: what it shows. */
  what: string;
};

/** Shows or hides personal fields, where this view has these parameters. */
export const personalButton = (button: MakeButton, { params, personal, what }: Props): Html =>
  personal
    ? button({ label: `Hide ${what}`, params })
    : button({ label: `Show ${what}`, params: { ...params, personal: true } });

import { RelayError } from '#functions/shared/domain/errors.ts';
import { type Html, html } from '#functions/widget/html/html.ts';
import { box, heading } from '#functions/widget/html/parts.ts';

/**
 * A part of a view that stands by itself: where a store does not answer, the others are shown all the same.
 */
export const section = async (title: string, show: () => Promise<Html>): Promise<Html> => {
  try {
    return html`${heading(title)}${await show()}`;
  } catch (error) {
    if (error instanceof RelayError) return html`${heading(title)}${box('bad', error.message)}`;
    throw error;
  }
};

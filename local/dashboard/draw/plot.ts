import type { Range } from '#local/dashboard/figures/range.ts';
import type { Scale } from './scale.ts';

/** The rectangle between the axes, in pixels, and what it shows. */
export type Plot = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly range: Range;
};

/** A place in a drawing, to a tenth of a pixel. */
const rounded = (pixels: number): number => Math.round(pixels * 10) / 10;

export const xOf = ({ left, right, range: { from, to } }: Plot, at: number): number =>
  rounded(left + ((at - from) / (to - from)) * (right - left));

export const yOf = ({ top, bottom }: Plot, { min, max }: Scale, value: number): number =>
  rounded(bottom - ((value - min) / (max - min || 1)) * (bottom - top));

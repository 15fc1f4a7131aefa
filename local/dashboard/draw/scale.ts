/** What an axis shows: from its lowest to its highest value, with lines at the ticks. */
export type Scale = { readonly min: number; readonly max: number; readonly ticks: readonly number[] };

/** What is nearer to each other than this is drawn as the same. */
const least = 1e-9;

const roundSteps = [1, 2, 2.5, 5, 10];

/** The smallest round number that is at least this: 1, 2, 2.5 or 5 with zeros. */
const roundUp = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * (roundSteps.find((step) => step * power >= value * (1 - 1e-9)) ?? 10);
};

/** A scale with about four ticks that shows all of these values; from 0 unless they, or the limits, say otherwise. */
export const createScale = (
  values: readonly number[],
  limits: { readonly min?: number | undefined; readonly max?: number | undefined } = {},
): Scale => {
  const lowest = limits.min ?? Math.min(0, ...values);
  const highest = limits.max ?? Math.max(...values, lowest);
  const isFlat = highest - lowest < least;
  const step = isFlat ? 0.25 : roundUp((highest - lowest) / 4);
  const count = isFlat ? 4 : Math.ceil((highest - lowest) / step - 1e-9);
  const ticks = Array.from({ length: count + 1 }, (_, place) => lowest + place * step);
  return { min: lowest, max: ticks.at(-1) ?? highest, ticks };
};

const units: readonly (readonly [number, string])[] = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** As short as it can be told apart: 0.25, 12, 1.5k, 2M. */
export const formatFigure = (value: number): string => {
  const [divisor, unit] = units.find(([from]) => Math.abs(value) >= from) ?? [1, ''];
  return `${Number((value / divisor).toPrecision(3))}${unit}`;
};

/** Figures by their time, or one that is the same at all times. */
export type Value = number | ReadonlyMap<number, number>;

type Operator = (left: number, right: number) => number;

export const figureAt = (value: Value, time: number): number | undefined =>
  typeof value === 'number' ? value : value.get(time);

/** Every time at which one of them has a figure. */
export const timesOf = (values: Iterable<Value>): number[] => [
  ...new Set([...values].flatMap((value) => (typeof value === 'number' ? [] : [...value.keys()]))),
];

/** Where one of the two has no figure, or the outcome is none, there is none. */
export const combine = (left: Value, right: Value, operator: Operator): Value => {
  if (typeof left === 'number' && typeof right === 'number') return operator(left, right);
  return new Map(
    timesOf([left, right]).flatMap((time): [number, number][] => {
      const [one = Number.NaN, other = Number.NaN] = [figureAt(left, time), figureAt(right, time)];
      const outcome = operator(one, other);
      return Number.isFinite(outcome) ? [[time, outcome]] : [];
    }),
  );
};

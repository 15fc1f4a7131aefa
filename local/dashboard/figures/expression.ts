import { combine, figureAt, timesOf, type Value } from './value.ts';

/** What is still to be read, and what may be named in it. */
type Reading = { readonly tokens: string[]; readonly figures: ReadonlyMap<string, Value> };

const take = ({ tokens }: Reading): string => tokens.shift() ?? 'its end';

const expect = (reading: Reading, wanted: string): void => {
  const found = take(reading);
  if (found !== wanted) throw new Error(`The expression has ${found} in the place of ${wanted}.`);
};

/** Fills in at each time at which one of all figures is there. */
const fill = (reading: Reading): Value => {
  expect(reading, '(');
  const value = sum(reading);
  expect(reading, ',');
  const filling = sum(reading);
  expect(reading, ')');
  const times = timesOf(reading.figures.values());
  return new Map(times.map((time) => [time, figureAt(value, time) ?? figureAt(filling, time) ?? Number.NaN]));
};

const inBrackets = (reading: Reading): Value => {
  const value = sum(reading);
  expect(reading, ')');
  return value;
};

const atom = (reading: Reading): Value => {
  const token = take(reading);
  if (token === '(') return inBrackets(reading);
  if (token === '-') return combine(0, atom(reading), (zero, value) => zero - value);
  if (token === 'FILL') return fill(reading);
  if (/^\d/.test(token)) return Number(token);
  const figure = reading.figures.get(token);
  if (figure === undefined) throw new Error(`${token} is not known locally.`);
  return figure;
};

const product = (reading: Reading): Value => {
  let value = atom(reading);
  while (reading.tokens[0] === '*' || reading.tokens[0] === '/') {
    const isTimes = take(reading) === '*';
    value = combine(value, atom(reading), (one, other) => (isTimes ? one * other : one / other));
  }
  return value;
};

const sum = (reading: Reading): Value => {
  let value = product(reading);
  while (reading.tokens[0] === '+' || reading.tokens[0] === '-') {
    const isPlus = take(reading) === '+';
    value = combine(value, product(reading), (one, other) => (isPlus ? one + other : one - other));
  }
  return value;
};

/**
 * Reckons an expression of CloudWatch's metric math from figures by their ids: the four operations, brackets and FILL
 * with a number.
 * @throws Error naming what else stands in it.
 */
export const reckon = (expression: string, figures: ReadonlyMap<string, Value>): Value => {
  const tokens = expression.match(/\d+(?:\.\d+)?|[A-Za-z]\w*|\S/g) ?? [];
  const reading = { tokens: [...tokens], figures };
  const value = sum(reading);
  if (reading.tokens.length > 0) throw new Error(`${take(reading)} is not known locally.`);
  return value;
};

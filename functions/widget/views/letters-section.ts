import type { Count, Letter, LetterSource, LetterSourceName } from '#functions/shared/redrive/letter.ts';
import type { Call } from '#functions/widget/call.ts';
import { type Html, html, type Piece } from '#functions/widget/html/html.ts';
import { bar, mono, muted, table, tag } from '#functions/widget/html/parts.ts';
import { ago } from '#functions/widget/html/times.ts';
import { wordFor } from '#functions/widget/html/word-for.ts';

/** Where letters lie, and why they do where that was not noted for each. */
export type LettersProps = { name: LetterSourceName; source: LetterSource; why: string };

const mostShown = 10;

/** How many letters can be taken: a queue tells only about how many. */
export const countText = ({ waiting, isExact }: Count): string =>
  isExact || waiting === 0 ? String(waiting) : `about ${waiting}`;

/** The same in words, with those that somebody has in hand: a redrive, or a look a moment ago. */
const sentence = (count: Count): string => {
  const { waiting, held } = count;
  const inFlight = held === 0 ? '' : `, ${held} ${wordFor(held, 'is', 'are')} in flight`;
  return `${countText(count)} ${wordFor(waiting, 'waits', 'wait')}${inFlight}.`;
};

const rowOf = (letter: Letter, why: string, now: number): Piece[] => [
  ago(letter.since, now),
  letter.reason ?? why,
  mono(letter.name),
  letter.back === undefined && tag('cannot go back', 'bad'),
];

/** Letters that wait for somebody to put them back, and the way to the plan for that. */
export const lettersSection = async (
  { name, source, why }: LettersProps,
  call: Call,
  now: number,
): Promise<Html> => {
  const count = await source.count();
  const letters = await source.peek();
  if (count.waiting + count.held === 0 && letters.length === 0) return muted('None.');
  const rows = letters.slice(0, mostShown).map((letter) => rowOf(letter, why, now));
  const plan = call.button({ label: 'Plan a redrive', params: { view: 'redrive', source: name } });
  return html`
    ${bar(html`<span>${sentence(count)}</span>`, plan)}
    ${table(['Received', 'Why', 'Which', ''], rows, 'None can be seen at the moment.')}
    ${rows.length < count.waiting && muted('These are the first ones.')}`;
};

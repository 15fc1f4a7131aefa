import type { Message } from './conversation.ts';
import type { Expected } from './script.ts';

const list = (values: readonly unknown[]): string => values.join(', ') || 'nothing';

/** What keeps a transcript from being exact, in words: ids in order and each once, texts, seq 1…N without a gap. */
export const findDifferences = (expected: readonly Expected[], messages: readonly Message[]): string[] => {
  const wanted = list(
    expected.map(({ platformId }, index) => platformId ?? messages[index]?.platformId ?? 'an id of its own'),
  );
  const found = list(messages.map(({ platformId }) => platformId ?? 'no id'));
  const wantedSeq = list(expected.map((_message, index) => index + 1));
  const foundSeq = list(messages.map(({ seq }) => seq).sort((a, b) => a - b));
  const texts = new Map(
    expected.map(({ platformId, text }, index) => [platformId ?? messages[index]?.platformId, text]),
  );
  const changed = messages.filter(({ platformId, text }) => (texts.get(platformId) ?? text) !== text);
  return [
    ...(found === wanted ? [] : [`ids in order are ${found}; they must be ${wanted}`]),
    ...(foundSeq === wantedSeq ? [] : [`seq numbers are ${foundSeq}; they must be ${wantedSeq}`]),
    ...changed.map(
      ({ platformId, text }) =>
        `the text of ${platformId} is “${text}”; it must be “${texts.get(platformId)}”`,
    ),
  ];
};

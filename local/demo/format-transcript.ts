import type { Message } from './conversation.ts';

const arrivalNote = (message: number, arrivals: readonly number[]): string | undefined => {
  const first = arrivals.indexOf(message);
  const overtakenBy = arrivals.slice(0, first).filter((earlier) => earlier > message);
  const times = arrivals.filter((arrival) => arrival === message).length;
  const notes = [
    ...(overtakenBy.length > 0 ? [`late: came after ${[...new Set(overtakenBy)].join(' and ')}`] : []),
    ...(times > 1 ? [`delivered ${times} times, stored once`] : []),
  ];
  return notes.length > 0 ? notes.join('; ') : undefined;
};

const cells = (position: string, seq: string, time: string, author: string, text: string): string =>
  `${position.padStart(3)}  ${seq.padStart(3)}  ${time.padEnd(8)}  ${author.padEnd(14)}  ${text}`.trimEnd();

const timeOf = (platformAt: string | undefined): string => platformAt?.slice(11, 19) ?? '';

/**
 * The transcript as a table, by position. `arrivals` are the positions in the order of their deliveries:
 * they tell which message came late or more than once.
 */
export const formatTranscript = (messages: readonly Message[], arrivals: readonly number[]): string => {
  const rows = messages.flatMap(({ seq, platformAt, author, text }, index) => {
    const [first = '', ...rest] = text.split('\n');
    const note = arrivalNote(index + 1, arrivals);
    return [
      cells(
        String(index + 1),
        String(seq),
        timeOf(platformAt),
        `${author.name ?? ''} (${author.type})`.trim(),
        first,
      ),
      ...rest.map((line) => cells('', '', '', '', line)),
      ...(note === undefined ? [] : [cells('', '', '', '', `└ ${note}`)]),
    ];
  });
  return [cells('#', 'seq', 'time', 'from', 'text'), ...rows].join('\n');
};

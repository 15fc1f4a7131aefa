import { expect, test } from 'vitest';
import { formatTranscript } from '#local/demo/format-transcript.ts';

test('a transcript shows position, seq, time, author and text, and what came late or again', () => {
  const messages = [
    {
      seq: 1,
      platformAt: '2026-03-14T09:41:07.000Z',
      author: { type: 'bot', name: 'gogo' },
      text: 'Hello!\n1. Order',
    },
    { seq: 3, platformAt: '2026-03-14T09:41:14.000Z', author: { type: 'agent', name: 'Asha' }, text: 'Hi.' },
    { seq: 2, author: { type: 'system' }, text: '' },
  ];

  const transcript = formatTranscript(messages, [1, 3, 2, 3, 3]);

  expect(transcript.split('\n')).toEqual([
    '  #  seq  time      from            text',
    '  1    1  09:41:07  gogo (bot)      Hello!',
    '                                    1. Order',
    '  2    3  09:41:14  Asha (agent)    Hi.',
    '                                    └ late: came after 3',
    '  3    2            (system)',
    '                                    └ delivered 3 times, stored once',
  ]);
});

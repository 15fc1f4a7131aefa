import { expect, test } from 'vitest';
import type { Message } from '#local/demo/conversation.ts';
import { findDifferences } from '#local/demo/find-differences.ts';

const expected = ['one', 'two', 'three'].map((text, index) => ({ platformId: String(101 + index), text }));

const message = (platformId: string, seq: number, text: string): Message => ({
  platformId,
  seq,
  text,
  author: { type: 'bot' },
});
const one = message('101', 1, 'one');
const two = message('102', 3, 'two');
const three = message('103', 2, 'three');

test('a message whose id nobody knows before may have any, but only its own text', () => {
  const withReply = [...expected, { text: 'reply' }];
  const reply = message('977', 4, 'reply');

  expect(findDifferences(withReply, [one, two, three, reply])).toEqual([]);
  expect(findDifferences(withReply, [one, two, three, { ...reply, text: 'other' }])).toEqual([
    'the text of 977 is “other”; it must be “reply”',
  ]);
  expect(findDifferences(withReply, [one, two, three])[0]).toMatch(
    /must be 101, 102, 103, an id of its own$/,
  );
});

test('messages in order, each once, with every seq are exact, whatever came first', () => {
  expect(findDifferences(expected, [one, two, three])).toEqual([]);
});

test.each<{ title: string; messages: Message[]; says: RegExp[] }>([
  {
    title: 'nothing stored',
    messages: [],
    says: [/^ids in order are nothing; /, /^seq numbers are nothing; /],
  },
  {
    title: 'a message missing',
    messages: [one, two],
    says: [/are 101, 102; /, /are 1, 3; they must be 1, 2, 3$/],
  },
  {
    title: 'a message twice',
    messages: [one, two, two, three],
    says: [/are 101, 102, 102, 103; /, /are 1, 2, 3, 3; /],
  },
  {
    title: 'another order',
    messages: [one, three, two],
    says: [/are 101, 103, 102; they must be 101, 102, 103$/],
  },
  { title: 'a gap', messages: [one, message('102', 4, 'two'), three], says: [/^seq numbers are 1, 2, 4; /] },
  {
    title: 'another text',
    messages: [one, { ...two, text: 'zwei' }, three],
    says: [/^the text of 102 is “zwei”/],
  },
  {
    title: 'a foreign message',
    messages: [one, two, three, { seq: 4, text: 'x', author: { type: 'bot' } }],
    says: [/103, no id; /, /^seq numbers are 1, 2, 3, 4; /],
  },
])('$title is a difference', ({ messages, says }) => {
  const differences = findDifferences(expected, messages);

  expect(differences).toEqual(says.map((pattern) => expect.stringMatching(pattern)));
});

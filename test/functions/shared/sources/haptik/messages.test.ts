import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readMessages } from '#functions/shared/sources/haptik/messages.ts';

const subject = {
  businessId: '343',
  businessName: undefined,
  user: { authId: 'u-1' },
  author: undefined,
  platformAt: undefined,
};
const raw = '{"any":"body"}';
const sha = createHash('sha256').update(raw).digest('hex');

const read = (message: unknown) => readMessages(message, subject, raw);

const said = (id: number, text: string) => ({
  kind: 'message',
  eventName: 'message',
  identity: `message|${id}`,
  author: { type: 'bot' },
  text,
  orderedBy: 'platform',
  platformId: String(id),
  platformAt: undefined,
});

const many = (length: number) => Array.from({ length }, (_, index) => ({ id: index + 1, body: 'x' }));

describe('readMessages', () => {
  test('reads one message', () => {
    expect(read({ id: 5, body: 'Hi' })).toEqual({ events: [said(5, 'Hi')] });
  });

  test('reads an element with its rendering', () => {
    const hsl = { type: 'TEXT', text: 'Hi' };

    expect(read({ id: 5, body: hsl })).toEqual({ events: [{ ...said(5, 'Hi'), hsl }] });
  });

  test('takes author and time from the delivery', () => {
    const author = { type: 'agent', id: '7', name: 'Asha' } as const;
    const read = readMessages({ id: 5, body: 'Hi' }, { ...subject, author, platformAt: 12 }, raw);

    expect(read).toEqual({ events: [{ ...said(5, 'Hi'), author, platformAt: 12 }] });
  });

  test('reads a list in its order', () => {
    expect(
      read([
        { id: 7, body: 'a' },
        { id: '5', body: 'b' },
      ]),
    ).toEqual({ events: [said(7, 'a'), said(5, 'b')] });
  });

  test.each([undefined, null, ''])('knows a message of the id %j by the body', (id) => {
    expect(read({ id, body: 'Hi' })).toEqual({
      events: [{ ...said(0, 'Hi'), identity: `message|${sha}`, platformId: undefined }],
    });
  });

  test('knows messages of a list without ids by the body and their place', () => {
    const { events } = { events: [], ...read([{ body: 'a' }, { id: 5, body: 'b' }, { body: 'c' }]) };

    expect(events.map(({ identity }) => identity)).toEqual([
      `message|${sha}`,
      'message|5',
      `message|${sha}.2`,
    ]);
  });

  test('gives a message that a list holds twice one identity', () => {
    const { events } = {
      events: [],
      ...read([
        { id: 5, body: 'a' },
        { id: '5', body: 'b' },
      ]),
    };

    expect(events.map(({ identity }) => identity)).toEqual(['message|5', 'message|5']);
  });

  test('reads 50 messages, and not one more', () => {
    expect(read(many(50))).toMatchObject({ events: { length: 50 } });
    expect(read(many(51))).toEqual({ problem: 'message: is a list of more than 50' });
  });

  test('reads no list that takes more than 4 MiB with the body once for each message', () => {
    const twoMebibytes = 'x'.repeat(2 * 1024 * 1024);
    const two = many(2);

    expect(readMessages(two, subject, twoMebibytes)).toMatchObject({ events: { length: 2 } });
    expect(readMessages(two, subject, `${twoMebibytes}x`)).toEqual({
      problem: 'message: is a list that is too large',
    });
    expect(readMessages(many(1), subject, `${twoMebibytes}${twoMebibytes}x`)).toMatchObject({
      events: { length: 1 },
    });
  });

  const noObject = 'message: must be an object';
  const noBody = 'message.body: is neither text nor an HSL element';
  const noId = 'message.id: must be a whole number of up to 64 bits';

  test.each([
    ['nothing', undefined, noObject],
    ['null', null, noObject],
    ['text', 'Hi', noObject],
    ['a number', 5, noObject],
    ['an empty list', [], 'message: is an empty list'],
    ['a list in a list', [[{ id: 5, body: 'Hi' }]], noObject],
    ['a list with null behind a message', [{ id: 5, body: 'Hi' }, null], noObject],
    ['an empty object', {}, noBody],
    ['a body of null', { id: 5, body: null }, noBody],
    ['a list as body', { id: 5, body: ['Hi'] }, noBody],
    ['a list with an empty object behind a message', [{ id: 5, body: 'Hi' }, {}], noBody],
    ['a float as id', { id: 1.5, body: 'Hi' }, noId],
    ['a negative id', { id: -5, body: 'Hi' }, noId],
    ['an id of letters', { id: 'm-5', body: 'Hi' }, noId],
    ['an id of a space', { id: ' ', body: 'Hi' }, noId],
    ['an id that is false', { id: false, body: 'Hi' }, noId],
    ['an id that is an object', { id: {}, body: 'Hi' }, noId],
    ['an id beyond 64 bits', { id: '18446744073709551616', body: 'Hi' }, noId],
  ])('does not read %s', (_, message, problem) => {
    expect(read(message)).toEqual({ problem });
  });
});

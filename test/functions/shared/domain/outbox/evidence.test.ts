import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Evidence, findEvidence } from '#functions/shared/domain/outbox/evidence.ts';
import type { EvidenceEvent } from '#functions/shared/domain/outbox/evidence-event.ts';
import { padPlatformId } from '#functions/shared/domain/platform-id.ts';
import { sampleEntry, sampleFile, sampleMessage } from '#test/support/outbox-samples.ts';
import { asRead, sampleStored, someTime } from '#test/support/samples.ts';

/** When the attempt began; events are stored so many milliseconds from it. */
const attemptAt = someTime;
const entry = { ...sampleMessage(1), attemptAt };
const { outboxId } = entry;
const other = sampleMessage(2).outboxId;

type Changes = Partial<EvidenceEvent>;

/** A message stored so long after the beginning of the attempt; its place among the platform's is its id. */
const message = (after: number, platformId: number, changes: Changes): EvidenceEvent => ({
  seq: platformId,
  position: padPlatformId(String(platformId)),
  kind: 'message',
  direction: 'in',
  author: { type: 'bot', id: '1', name: 'gogo' },
  text: 'an answer',
  platformId: String(platformId),
  storedAt: attemptAt + after,
  ...changes,
});

const echo = (after: number, id: number, changes: Changes = {}) =>
  message(after, id, { author: { type: 'user' }, text: 'sent 1', ...changes });

const reply = (after: number, id: number, changes: Changes = {}) => message(after, id, changes);

/** A message of another command. */
const sent = (after: number, id: number, changes: Changes = {}) =>
  message(after, id, {
    author: { type: 'user' },
    direction: 'out',
    outboxId: other,
    text: 'sent 2',
    ...changes,
  });

const nameless = { platformId: undefined };

type Row = [what: string, events: EvidenceEvent[]];

describe('evidence of an attempt', () => {
  test('is none where nothing was stored, or nothing was tried', () => {
    expect(findEvidence(entry, [])).toBeUndefined();
    expect(findEvidence({ ...entry, attemptAt: undefined }, [echo(1, 5), reply(1, 6)])).toBeUndefined();
  });

  test('is found in events as they are read', () => {
    const event = sampleStored(9, 4, { author: { type: 'user' }, text: 'sent 1', storedAt: attemptAt });

    expect(findEvidence(entry, [asRead(event)])).toEqual({ by: 'echo', seq: 4, platformId: '9' });
  });

  test('is the message that was recorded for it, whenever that was', () => {
    const recorded = sent(-9, 5, { outboxId, text: 'whatever' });

    expect(findEvidence(entry, [recorded])).toEqual({ by: 'answer', seq: 5, platformId: '5' });
    expect(findEvidence({ ...entry, attemptAt: undefined }, [recorded])).toMatchObject({ by: 'answer' });
    expect(findEvidence(entry, [sent(1, 7), reply(-5, 4), echo(1, 8), recorded])).toMatchObject({
      by: 'answer',
      seq: 5,
    });
  });

  test('is for messages and files only', () => {
    const user = { ...sampleEntry(1, { kind: 'user', profile: { name: 'Asha' } }), attemptAt };

    expect(findEvidence(user, [reply(1, 5), echo(1, 6)])).toBeUndefined();
  });
});

describe('the message itself, come back', () => {
  const found = (events: EvidenceEvent[]): Evidence | undefined => findEvidence(entry, events);

  test.each<Row>([
    ['from the user', [echo(0, 5)]],
    [
      'from nobody named, as Haptik’s payload without an agent is read',
      [echo(1, 5, { author: { type: 'bot' } })],
    ],
    ['while another message is unanswered', [sent(-5, 3), echo(1, 5)]],
    ['after an older one of the same words', [echo(-1, 4), echo(1, 5)]],
    ['before another one of the same words', [echo(1, 5), echo(2, 6)]],
    [
      'after another command of the same words, which has an id',
      [sent(-5, 3, { text: 'sent 1' }), echo(1, 5)],
    ],
    [
      'after another command of the same words without an id, and its own echo',
      [sent(-5, 3, { ...nameless, text: 'sent 1' }), echo(-2, 4), echo(1, 5)],
    ],
    [
      'after the echo of another command of the same words, which has no id',
      [echo(-5, 3), sent(-4, 4, { ...nameless, text: 'sent 1' }), echo(1, 5)],
    ],
    ['after another command of other words without an id', [sent(-5, 3, nameless), echo(1, 5)]],
  ])('proves it: %s', (_, events) => {
    expect(found(events)).toEqual({ by: 'echo', seq: 5, platformId: '5' });
  });

  test('proves it without an id as well', () => {
    expect(found([echo(1, 5, nameless)])).toEqual({ by: 'echo', seq: 5, platformId: undefined });
  });

  test.each<Row>([
    ['is older than the attempt', [echo(-1, 5)]],
    ['has other words', [echo(1, 5, { text: 'sent 1 ' })]],
    ['is no message', [echo(1, 5, { kind: 'unknown' })]],
    ['is an agent’s without a name', [echo(1, 5, { author: { type: 'agent' } })]],
    ['is the system’s', [echo(1, 5, { author: { type: 'system' } })]],
    ['is bound to another command', [echo(1, 5, { direction: 'out', outboxId: other })]],
    ['is bound to another command and still as it came', [echo(1, 5, { outboxId: other })]],
    ['was sent by somebody else of ours', [echo(1, 5, { direction: 'out' })]],
    [
      'may be that of another command of the same words without an id',
      [sent(-5, 3, { ...nameless, text: 'sent 1' }), echo(1, 5)],
    ],
    [
      'may be that of one of two such commands',
      [
        sent(-5, 3, { ...nameless, text: 'sent 1' }),
        sent(-4, 4, { ...nameless, text: 'sent 1' }),
        echo(-3, 5),
        echo(1, 6),
      ],
    ],
  ])('proves nothing where it %s', (_, events) => {
    expect(found(events)).toBeUndefined();
  });

  test('of a bot that has a name or an id is no such thing, but a reply', () => {
    expect(found([echo(1, 5, { author: { type: 'bot', name: 'gogo' } })])).toMatchObject({ by: 'reply' });
    expect(found([echo(1, 5, { author: { type: 'bot', id: '1' } })])).toMatchObject({ by: 'reply' });
  });

  test('is compared as it is stored: without control characters', () => {
    const command = { kind: 'message', text: 'a\u0007b\r\nc', messageType: 0 } as const;

    expect(findEvidence({ ...entry, command }, [echo(1, 5, { text: 'ab\nc' })])).toMatchObject({
      by: 'echo',
    });
  });

  test('is nothing for a file without words', () => {
    const of = (text: string) =>
      findEvidence({ ...entry, command: { ...sampleFile, text } }, [echo(1, 5, { text })]);

    expect(of('my passport')).toMatchObject({ by: 'echo' });
    expect(of('')).toBeUndefined();
  });
});

describe('a reply', () => {
  test.each<Row>([
    ['to the first message of all', [reply(0, 5)]],
    ['when the message before has its own', [sent(-9_000, 2), reply(-8_000, 3), reply(1, 5)]],
    ['when that was stored before what it answers', [reply(-9_000, 3), sent(-8_000, 2), reply(1, 5)]],
    [
      'when that, of a message without an id, stands behind it',
      [
        reply(-9_000, 3),
        sent(-8_000, 4, { ...nameless, position: `${padPlatformId('1')}#~000000000004` }),
        reply(1, 5),
      ],
    ],
    [
      'when an earlier message of the user has its own',
      [echo(-9_000, 2, { text: 'hi' }), reply(-8_000, 3), reply(1, 5)],
    ],
    ['when that was stored in the same millisecond', [sent(0, 2), reply(0, 3), reply(0, 5)]],
    ['when the bot was silent for five seconds', [sent(-9_000, 2), reply(-5_000, 3), reply(1, 5)]],
    ['when it came together with a later one', [reply(2, 6), reply(1, 5)]],
    ['although the user wrote something else meanwhile', [echo(1, 4, { text: 'hi' }), reply(1, 5)]],
  ])('proves it: %s', (_, events) => {
    expect(findEvidence(entry, events)).toEqual({ by: 'reply', seq: 5 });
  });

  test.each<Row>([
    ['is older than the attempt', [reply(-1, 5)]],
    ['has no name', [reply(1, 5, { author: { type: 'bot' } })]],
    ['is the user’s', [reply(1, 5, { author: { type: 'user', name: 'Asha' } })]],
    [
      'is an agent’s: people write when they like',
      [reply(1, 5, { author: { type: 'agent', name: 'Asha' } })],
    ],
    ['is the system’s', [reply(1, 5, { author: { type: 'system', name: 'Haptik' } })]],
    ['is no message', [reply(1, 5, { kind: 'agent_assigned' })]],
    ['was sent by us', [reply(1, 5, { direction: 'out', outboxId: other })]],
    ['may be one to a message before', [sent(-9_000, 2), reply(1, 5)]],
    [
      'may be one to the last of two messages before',
      [sent(-9_000, 2), reply(-8_000, 3), sent(-7_000, 4), reply(1, 5)],
    ],
    [
      'may be one to what was said without a command',
      [sent(-9_000, 2, { outboxId: undefined }), reply(1, 5)],
    ],
    ['may be one to a message of the user before', [echo(-9_000, 2, { text: 'hi' }), reply(1, 5)]],
    ['may be one to a message sent meanwhile', [reply(1, 5), sent(2, 6)]],
    ['may be one to a message of this very millisecond', [sent(0, 2), reply(0, 5)]],
    ['is the first of two to a message before', [sent(-9_000, 2), reply(1, 5), reply(2, 6)]],
    ['is an old one that came late', [reply(-9_000, 6), reply(1, 5)]],
    [
      'is the second one to a message that the first one proved',
      [
        reply(-9_000, 5),
        sent(-8_000, 6, { ...nameless, position: `${padPlatformId('5')}#~000000000006` }),
        reply(1, 7),
      ],
    ],
    [
      'may be one to a message that stands behind an older one',
      [reply(-9_000, 1), sent(-8_000, 2), reply(1, 3)],
    ],
    ['may be another one of a bot that was speaking', [sent(-9_000, 2), reply(-4_999, 3), reply(1, 5)]],
    ['is bound to a command', [reply(1, 5, { outboxId: other })]],
  ])('proves nothing where it %s', (_, events) => {
    expect(findEvidence(entry, events)).toBeUndefined();
  });
});

describe('whatever is stored', () => {
  const authors = fc.constantFrom<EvidenceEvent['author']>(
    { type: 'user' },
    { type: 'bot' },
    { type: 'bot', id: '1' },
    { type: 'agent', name: 'Asha' },
    { type: 'agent' },
    { type: 'system' },
  );
  const bindings = fc.constantFrom<Changes>(
    {},
    {},
    {},
    { direction: 'out', outboxId: other },
    { direction: 'out' },
    { outboxId: other },
  );
  const events = fc
    .uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 30 }),
        after: fc.integer({ min: -3, max: 3 }),
        text: fc.constantFrom('sent 1', 'sent 2'),
        author: authors,
        binding: bindings,
        isNameless: fc.boolean(),
      }),
      { maxLength: 8, selector: ({ id }) => id },
    )
    .map((drafts) =>
      drafts.map(({ id, after, text, author, binding, isNameless }, index) =>
        message(after, id, {
          seq: index + 1,
          text,
          author,
          ...binding,
          ...(isNameless && nameless),
        }),
      ),
    );

  const isNamed = ({ author: { type, id, name } }: EvidenceEvent) =>
    (type === 'bot' || type === 'agent') && (id ?? name) !== undefined;

  test('nothing proves an attempt but what came from the platform since, bound to nobody', () => {
    fc.assert(
      fc.property(events, (stored) => {
        const evidence = findEvidence(entry, stored);

        fc.pre(evidence !== undefined);
        const event = stored.find(({ seq }) => seq === evidence?.seq);
        expect(event).toMatchObject({ direction: 'in' });
        expect(event?.outboxId).toBeUndefined();
        expect(event?.storedAt).toBeGreaterThanOrEqual(attemptAt);
      }),
      { numRuns: 1_000 },
    );
  });

  test('no reply proves an attempt while a message of another command has none', () => {
    fc.assert(
      fc.property(events, (stored) => {
        const hasReply = (asked: EvidenceEvent) =>
          stored.some(
            (event) =>
              event.direction === 'in' &&
              event.outboxId === undefined &&
              isNamed(event) &&
              event.storedAt <= attemptAt &&
              event.position > asked.position,
          );
        const isOpen = stored.some(
          (event) =>
            (event.direction === 'out' || event.outboxId !== undefined) &&
            (event.storedAt > attemptAt || !hasReply(event)),
        );

        fc.pre(isOpen);
        expect(findEvidence(entry, stored)?.by).not.toBe('reply');
      }),
      { numRuns: 1_000 },
    );
  });

  test('an echo proves one command only, where several of the same words are without an id', () => {
    const counts = fc.record({ commands: fc.nat(4), echoes: fc.nat(6) });

    fc.assert(
      fc.property(counts, fc.array(fc.boolean()), ({ commands, echoes }, order) => {
        const stored: EvidenceEvent[] = [];
        for (let told = 0, came = 0; told < commands || came < echoes; ) {
          const isCommand = told < commands && (came === echoes || (order[stored.length] ?? true));
          const id = stored.length + 1;
          if (isCommand) told += 1;
          else came += 1;
          stored.push(isCommand ? sent(0, id, { ...nameless, text: 'sent 1' }) : echo(0, id));
        }

        expect(findEvidence(entry, stored)?.by === 'echo').toBe(echoes > commands);
      }),
    );
  });
});

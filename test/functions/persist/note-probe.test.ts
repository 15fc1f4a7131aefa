import { ulid } from 'ulid';
import { expect, test } from 'vitest';
import { createNoteProbe } from '#functions/persist/note-probe.ts';
import { createMemoryProbeNotes } from '#test/support/memory-probe-notes.ts';
import { someTime } from '#test/support/samples.ts';

const probeId = ulid(someTime);

test.each([
  ['ten minutes from now is noted, as clocks differ', 10 * 60_000, true],
  ['later than that is not: it would stand before all that come', 10 * 60_000 + 1, false],
])('a probe made %s', async (_, after, isNoted) => {
  const notes = createMemoryProbeNotes();
  const noteProbe = createNoteProbe({ notes, clock: () => someTime });

  await noteProbe({ channel: 'haptik', probeId: ulid(someTime + after) });

  expect((await notes.latest('haptik')) !== undefined).toBe(isNoted);
});

test('a probe is noted for its channel with the time at which it came', async () => {
  const notes = createMemoryProbeNotes();
  const noteProbe = createNoteProbe({ notes, clock: () => someTime });

  await noteProbe({ channel: 'haptik', probeId });

  expect(await notes.latest('haptik')).toEqual({ probeId, seenAt: someTime });
});

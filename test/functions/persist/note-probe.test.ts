import { expect, test } from 'vitest';
import { createNoteProbe } from '#functions/persist/note-probe.ts';
import { createMemoryProbeNotes } from '#test/support/memory-probe-notes.ts';
import { someTime } from '#test/support/samples.ts';

test('a probe is noted for its channel with the time at which it came', async () => {
  const notes = createMemoryProbeNotes();
  const noteProbe = createNoteProbe({ notes, clock: () => someTime });

  await noteProbe({ channel: 'haptik', probeId: 'probe-1' });

  expect(await notes.latest('haptik')).toEqual({ probeId: 'probe-1', seenAt: someTime });
});

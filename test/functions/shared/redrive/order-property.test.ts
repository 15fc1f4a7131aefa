import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { QueueMessage } from '#functions/shared/domain/ports.ts';
import { createRedriveSetting, messageEnvelope, wide } from '#test/support/redrive-setting.ts';

const forever = Number.MAX_SAFE_INTEGER;

/** The users whose letters lie there, in the order of the letters. */
const users = fc.array(fc.constantFrom('u-1', 'u-2', 'u-3'), { maxLength: 25 });

/** Whether each call of the queue, one after the other, fails; and how many turns of others each waits for. */
const calls = fc.array(fc.record({ fails: fc.boolean(), turns: fc.nat(5) }), { minLength: 1, maxLength: 40 });

const idOf = (body: string): string => String(JSON.parse(body).deliveryId);

/** Ids of one user without repeats, in the order of their first coming. */
const firsts = (sent: readonly QueueMessage[], user: string): string[] => [
  ...new Set(sent.map(({ body }) => idOf(body)).filter((id) => id.startsWith(user))),
];

describe('however many redrives there are at once, and whatever fails', () => {
  test.each([1, 10])(
    'nothing is lost or passes another of its conversation, %i of a group at once',
    async (mostOfGroup) => {
      const property = fc.asyncProperty(users, calls, fc.nat(2), async (letters, script, others) => {
        const sent: QueueMessage[] = [];
        let call = 0;
        const send = async (message: QueueMessage) => {
          const { fails, turns } = script[call % script.length] ?? { fails: false, turns: 0 };
          call += 1;
          for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
          if (fails) throw new Error('down');
          sent.push(message);
        };
        const { events, redrive } = createRedriveSetting({ queue: { send } }, { mostOfGroup });
        for (const [id, user] of letters.entries()) events.add(messageEnvelope(user, id), user);

        await Promise.all(Array.from({ length: others + 1 }, () => redrive('events', wide, forever)));
        const left = events.bodies().map(idOf);
        expect(await events.count()).toEqual({ waiting: left.length, held: 0 });

        for (const user of new Set(letters)) {
          const all = letters.flatMap((one, id) => (one === user ? [`${user}-${id}`] : []));
          const came = firsts(sent, user);
          expect(came).toEqual(all.slice(0, came.length));
          const stayed = left.filter((id) => id.startsWith(user));
          expect(stayed).toEqual(all.slice(all.length - stayed.length));
          expect(came.length + stayed.length).toBeGreaterThanOrEqual(all.length);
        }
      });
      await fc.assert(property);
    },
  );
});

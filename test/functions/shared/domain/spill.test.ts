import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BrokenRecordError } from '#functions/shared/domain/errors.ts';
import {
  decodeSpilled,
  encodeSpilled,
  spilledAt,
  spillKey,
  spillPrefix,
} from '#functions/shared/domain/spill.ts';
import { someTime } from '#test/support/samples.ts';

const spilled = { channel: 'haptik', body: '{"v":1}', group: 'g', deduplicationId: 'd' };

describe('a spilled message', () => {
  test('comes back as it was, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (body, group) => {
        const message = { ...spilled, body, group };

        expect(decodeSpilled(encodeSpilled(message))).toMatchObject(message);
      }),
    );
  });

  test('has a name that sorts by its arrival', () => {
    const times = [someTime, someTime + 1, someTime + 1000, someTime + 86_400_000];
    const keys = times.map((receivedAt) => spillKey({ id: 'z/1', receivedAt }));

    expect(keys[0]).toBe(`${spillPrefix}2026-11-21T09:00:00.000Z_z%2F1`);
    expect(keys.toSorted()).toEqual(keys);
  });

  test('has a name that tells when it arrived, whatever its id', () => {
    const time = fc.integer({ min: 0, max: someTime });

    fc.assert(
      fc.property(time, fc.string(), (receivedAt, id) => {
        expect(spilledAt(spillKey({ id, receivedAt }))).toBe(receivedAt);
      }),
    );
  });

  test.each([
    'spill/',
    'spill/x',
    'spill/2026-11-21T09:00:00.000Z',
    'spill/2026-13-21T09:00:00.000Z_d-1',
    'dead/2026-11-21T09:00:00.000Z_d-1',
  ])('%s tells no time', (key) => {
    expect(spilledAt(key)).toBeUndefined();
  });

  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['another version', JSON.stringify({ ...spilled, v: 2 })],
    ['a message without a group', JSON.stringify({ ...spilled, v: 1, group: undefined })],
    ['a channel that is none', JSON.stringify({ ...spilled, v: 1, channel: 'A B' })],
  ])('is not %s', (_, text) => {
    expect(() => decodeSpilled(text)).toThrow(BrokenRecordError);
  });

  test('is not quoted in an error', () => {
    const read = () => decodeSpilled('{"private"');

    expect(read).toThrow(BrokenRecordError);
    expect(read).not.toThrow('private');
  });
});

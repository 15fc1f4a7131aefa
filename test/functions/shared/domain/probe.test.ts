import fc from 'fast-check';
import { ulid } from 'ulid';
import { describe, expect, test } from 'vitest';
import { probeBody, probeIn } from '#functions/shared/domain/probe.ts';

const id = '01KAKE0T00ABCDEFGHJKMNPQRS';

describe('the body of a probe', () => {
  test('is JSON that tells its id', () => {
    expect(probeBody(id).toString()).toBe(`{"haptik_relay_probe":"${id}"}`);
  });

  test('is known again, whatever the id', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 47), (time) => {
        const own = ulid(time);

        expect(probeIn(probeBody(own))).toBe(own);
        expect(probeIn(Uint8Array.from(probeBody(own)))).toBe(own);
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['another name', `{"haptik_relay_probf":"${id}"}`],
    ['an id in small letters', `{"haptik_relay_probe":"${id.toLowerCase()}"}`],
    ['an id with a letter that no ULID has', `{"haptik_relay_probe":"${id.replace('K', 'I')}"}`],
    ['an id that is too short', `{"haptik_relay_probe":"${id.slice(1)}"}`],
    ['a space before it', ` {"haptik_relay_probe":"${id}"}`],
    ['a line break behind it', `{"haptik_relay_probe":"${id}"}\n`],
    ['a line break in place of its end', `{"haptik_relay_probe":"${id}"\n`],
    ['more behind it', `{"haptik_relay_probe":"${id}","user":{"auth_id":"u-1"}}`],
  ])('is not %s', (_, body) => {
    expect(probeIn(Buffer.from(body))).toBeUndefined();
  });

  test('is no other body', () => {
    const length = probeBody(id).length;
    const bytes = fc.uint8Array({ minLength: length, maxLength: length });
    const text = fc.string({ minLength: length, maxLength: length });

    fc.assert(
      fc.property(
        fc.oneof(
          bytes,
          fc.uint8Array(),
          text.map((any) => Buffer.from(any)),
        ),
        (body) => {
          expect(probeIn(body)).toBeUndefined();
        },
      ),
    );
  });
});

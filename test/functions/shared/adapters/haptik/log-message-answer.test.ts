import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { readLoggedMessage } from '#functions/shared/adapters/haptik/log-message-answer.ts';
import { parseJson } from '#functions/shared/domain/json.ts';

afterEach(() => vi.unstubAllEnvs());

const at = Date.UTC(2026, 10, 21, 9);

test.each([
  ['today', '{"message_id":77,"message_body":"hi","created_at":"2026-11-21T09:00:00.000Z","message_type":0}'],
  [
    'later in 2018',
    '[{"message_id":77,"body":"hi","sort_id":3,"created_at":"2026-11-21T09:00:00+00:00","message_type":0}]',
  ],
  [
    'on 2018-10-04',
    '[{"id":77,"agent_name":"gogo","body":"hi","sort_id":3,"created_at":"2026-11-21T09:00:00","message_type":0}]',
  ],
])('an answer as %s tells id and time', (_, json) => {
  expect(readLoggedMessage(parseJson(json))).toEqual({ platformId: '77', platformAt: at });
});

test('a time without a zone is UTC wherever this runs', () => {
  vi.stubEnv('TZ', 'Asia/Kolkata');

  expect(readLoggedMessage({ created_at: '2026-11-21T09:00:00' })).toEqual({ platformAt: at });
});

test('a message has the id that it is named by in its conversation', () => {
  expect(readLoggedMessage([{ id: 1, message_id: 2 }])).toEqual({ platformId: '2' });
});

test.each(['9007199254740993', '18446744073709551615', '"9007199254740993"'])(
  'the id %s keeps every digit',
  (id) => {
    const { platformId } = readLoggedMessage(parseJson(`{"message_id":${id}}`));

    expect(platformId).toBe(id.replaceAll('"', ''));
  },
);

test.each(['-1', '1.5', '1e30', '18446744073709551616', 'true', '"m-1"', '""', 'null', '{}'])(
  'the id %s is none',
  (id) => {
    expect(readLoggedMessage(parseJson(`{"message_id":${id}}`))).toEqual({});
  },
);

test.each(['0', '"yesterday"', '"2026-13-45T09:00:00Z"', '"1969-12-31T23:59:59Z"', '1793350800', 'null'])(
  'the time %s is none',
  (time) => {
    expect(readLoggedMessage(parseJson(`{"message_id":1,"created_at":${time}}`))).toEqual({
      platformId: '1',
    });
  },
);

test('nothing that is JSON, or no JSON, makes it throw', () => {
  fc.assert(
    fc.property(fc.oneof(fc.json().map(parseJson), fc.constant(undefined)), (body) => {
      const { platformId = '0', platformAt = 0 } = readLoggedMessage(body);
      expect(platformId).toMatch(/^\d+$/);
      expect(platformAt).toBeGreaterThanOrEqual(0);
    }),
  );
});

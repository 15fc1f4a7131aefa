import { expect, test } from 'vitest';
import {
  EventStreamSerde,
  eventStreamSerdeProvider,
  resolveEventStreamSerdeConfig,
} from '#lib/bundling/no-event-streams.ts';

test('a client is configured as if it had no event streams', () => {
  const config = { region: 'us-east-1', eventStreamSerdeProvider };

  expect(resolveEventStreamSerdeConfig(config)).toBe(config);
  expect(eventStreamSerdeProvider()).toEqual({});
});

test('a call that streams events says which alias to take out', () => {
  expect(() => new EventStreamSerde()).toThrow('take their alias out of lib/bundling/bundling.ts');
});

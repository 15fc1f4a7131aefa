import { describe, expect, test } from 'vitest';
import { contentDigest } from '#functions/shared/domain/content-digest.ts';
import type { IncomingEvent } from '#functions/shared/domain/event.ts';
import { sampleEvent, someTime } from '#test/support/samples.ts';

const digest = contentDigest(sampleEvent(1));

describe('the digest of what an event says', () => {
  test('is short', () => {
    expect(digest).toMatch(/^[A-Za-z0-9_-]{16}$/);
  });

  test.each<[string, Partial<IncomingEvent>]>([
    ['kind', { kind: 'unknown' }],
    ['kind of author', { author: { type: 'agent', id: '1', name: 'gogo' } }],
    ['author', { author: { type: 'bot', id: '2', name: 'gogo' } }],
    ['text', { text: 'other' }],
    ['element', { hsl: { type: 'TEXT' } }],
    ['details', { details: { rating: 1 } }],
  ])('changes with the %s', (_, changes) => {
    expect(contentDigest(sampleEvent(1, changes))).not.toBe(digest);
  });

  test.each<[string, Partial<IncomingEvent>]>([
    ['time', { platformAt: someTime + 9 }],
    ['name of the author', { author: { type: 'bot', id: '1', name: 'renamed' } }],
  ])('does not change with the %s', (_, changes) => {
    expect(contentDigest(sampleEvent(1, changes))).toBe(digest);
  });
});

import { describe, expect, test } from 'vitest';
import { judgeBody } from '#functions/shared/sources/judge-body.ts';
import type { Reading, Source } from '#functions/shared/sources/source.ts';
import { sampleNews } from '#test/support/samples.ts';

const sourceThatReads = (reading: Reading): Source => ({
  verify: () => true,
  proof: '',
  sign: () => '',
  read: () => reading,
});

const understood: Reading = { outcome: 'understood', news: sampleNews([]) };
const typing = (businessId?: string): Reading => ({
  outcome: 'typing',
  typing: { businessId, user: { authId: 'u-1' }, state: 'start' },
});

const judge = (reading: Reading, businessIds: 'any' | string[] = 'any') =>
  judgeBody({ businessIds }, sourceThatReads(reading), Buffer.from('body'));

const refused = { outcome: 'unusable', reason: 'business_id: is not allowed for this channel' };

describe('judgeBody', () => {
  test('accepts what is understood: the same body again is a repeat', () => {
    expect(judge(understood)).toEqual({
      outcome: 'accepted',
      understood: { text: 'body', businessId: '343', user: { authId: 'u-1' }, repeats: 'same-body' },
    });
  });

  test('accepts typing: the same state again is news', () => {
    expect(judge(typing('343'))).toEqual({
      outcome: 'accepted',
      understood: { text: 'body', businessId: '343', user: { authId: 'u-1' }, repeats: 'never' },
    });
  });

  test.each<[string, Reading]>([
    ['events', understood],
    ['typing', typing('343')],
  ])('takes %s of an allowed business only', (_, reading) => {
    expect(judge(reading, ['1', '343'])).toMatchObject({ outcome: 'accepted' });
    expect(judge(reading, ['1', '34'])).toEqual(refused);
  });

  test('takes typing without a business, as it belongs to the latest conversation', () => {
    expect(judge(typing(), ['1'])).toMatchObject({ outcome: 'accepted' });
  });

  test.each(['ignored', 'unusable'] as const)('says why a body is %s', (outcome) => {
    expect(judge({ outcome, reason: 'so' })).toEqual({ outcome, reason: 'so' });
  });

  test('finds bytes unusable that are not UTF-8', () => {
    const verdict = judgeBody({ businessIds: 'any' }, sourceThatReads(understood), Buffer.from([0xff]));

    expect(verdict).toEqual({ outcome: 'unusable', reason: 'the body is not UTF-8' });
  });
});

import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { subjectSchema } from '#functions/shared/sources/haptik/subject.ts';

const user = { auth_id: 'u-1' };

describe('whose an event is', () => {
  test('is told with all that is said of it', () => {
    const subject = z.parse(subjectSchema, {
      business_id: 343,
      business_name: ' Shop ',
      user,
      agent: { id: 7, name: 'Asha' },
      timestamp: '1970-01-01T00:00:01Z',
    });

    expect(subject).toEqual({
      businessId: '343',
      businessName: 'Shop',
      user: { authId: 'u-1' },
      author: { type: 'agent', id: '7', name: 'Asha' },
      platformAt: 1000,
    });
  });

  test('needs a business and a user alone', () => {
    expect(z.parse(subjectSchema, { business_id: '343', user })).toEqual({
      businessId: '343',
      user: { authId: 'u-1' },
    });
    expect(
      z.parse(subjectSchema, { business_id: '343', user, business_name: {}, agent: 'x', timestamp: [] }),
    ).toEqual({ businessId: '343', user: { authId: 'u-1' } });
  });

  test.each([
    ['nothing', {}, ['business_id', 'user']],
    ['a float as business_id', { business_id: 1.5, user }, ['business_id']],
    ['a user without ids', { business_id: 1, user: {} }, ['user']],
    ['an auth_id that is no id', { business_id: 1, user: { auth_id: {} } }, ['user.auth_id']],
  ])('is not told by %s', (_, payload, paths) => {
    const { error } = z.safeParse(subjectSchema, payload);

    expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(paths);
  });
});

import { describe, expect, test } from 'vitest';
import { outerLink } from '#functions/widget/html/link.ts';
import { readHtml } from '#test/support/read-html.ts';

describe('outerLink', () => {
  test.each(['https://shop.example/a?b=1&c="2"', 'http://shop.example/'])(
    'leads to %s, and tells nobody',
    (url) => {
      const { tags } = readHtml(String(outerLink('Shop', url)));

      expect(tags).toEqual([
        {
          name: 'a',
          attributes: expect.objectContaining({
            href: new URL(url).href,
            target: '_blank',
            rel: 'noopener noreferrer',
          }),
        },
      ]);
    },
  );

  test.each(['javascript:alert(1)', 'data:text/html,x', ' ', '//shop.example', 'https:'])(
    'leaves of %s only its name',
    (url) => {
      const { tags, text } = readHtml(String(outerLink('Shop', url)));

      expect(tags.map(({ name }) => name)).toEqual(['span']);
      expect(text).toBe('Shop');
    },
  );
});

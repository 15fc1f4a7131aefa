import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { httpLink, linkName } from '#functions/shared/domain/hsl/link.ts';

describe('a link', () => {
  test.each([
    ['https://shop.example.com/a?b=c#d', 'https://shop.example.com/a?b=c#d'],
    ['HTTP://Shop.Example.com', 'http://shop.example.com/'],
    [' https://shop.example.com/\n', 'https://shop.example.com/'],
    ['https://user:secret@shop.example.com/', 'https://shop.example.com/'],
    ['https://user@shop.example.com/', 'https://shop.example.com/'],
    ['https://bank.example@other.example/', 'https://other.example/'],
    ['https://shop.example.com/\u202Ea b"<', 'https://shop.example.com/%E2%80%AEa%20b%22%3C'],
    ['https://аpple.example/', 'https://xn--pple-43d.example/'],
  ])('%j is shown as %s', (text, link) => {
    expect(httpLink(text)).toBe(link);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/hosts',
    'ftp://shop.example.com/',
    'tel:+911234',
    'shop.example.com',
    '//shop.example.com/',
    'https://',
    'http://[',
    '',
  ])('is not made of %j', (text) => {
    expect(httpLink(text)).toBeUndefined();
  });

  test('takes 4,096 characters, as it came and as it is shown', () => {
    const start = 'https://shop.example.com/';
    const longest = start.padEnd(4096, 'x');

    expect(httpLink(longest)).toBe(longest);
    expect(httpLink(`${longest}x`)).toBeUndefined();
    expect(httpLink(`${longest} `)).toBeUndefined();
    expect(httpLink(`${start}${'é'.repeat(1000)}`)).toBeUndefined();
  });

  test('of any text is ASCII without spaces, without a user, and stays as it is', () => {
    const almost = fc
      .tuple(fc.constantFrom('http://', 'https://', 'HTTPS:', ''), fc.string({ unit: 'binary' }))
      .map(([scheme, rest]) => `${scheme}${rest}`);

    fc.assert(
      fc.property(fc.oneof(almost, fc.webUrl({ withFragments: true, withQueryParameters: true })), (text) => {
        const link = httpLink(text);

        if (link === undefined) return;
        expect(link).toMatch(/^https?:\/\/[^\s/@]+\/[!-~]*$/);
        expect(httpLink(link)).toBe(link);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a link without a name', () => {
  test.each([
    ['https://video.example.com/embed/x', 'Video'],
    ['http://video.example.com/EMBED/x', 'Video'],
    ['https://a.example/x.mp4', 'Video'],
    ['https://a.example/x.MOV?y=1', 'Video'],
    ['https://a.example/x.png', 'Image'],
    ['https://a.example/x.jpeg#y', 'Image'],
    ['https://a.example/x.jpg', 'Image'],
    ['https://a.example/x.pdf?signature=y', 'Attachment'],
    ['https://a.example/x.DOCX', 'Attachment'],
    ['https://a.example/x.doc', 'Attachment'],
    ['https://a.example/x.xls', 'Attachment'],
    ['https://a.example/x.ppt', 'Attachment'],
    ['https://a.example/x.opus', 'Attachment'],
    ['https://a.example/', 'Link'],
    ['https://a.example/embed', 'Link'],
    ['https://a.example/b/embed/x', 'Link'],
    ['https://a.example/b/http://c.example/embed/x', 'Link'],
    ['https://a.example/b?c=http://d.example/embed/x', 'Link'],
    ['https://a.example/x.pdf/y', 'Link'],
    ['https://a.example/x.pdfs', 'Link'],
    ['https://a.example/xpdf', 'Link'],
    ['https://a.example/?x.png', 'Link'],
    ['https://a.example/#x.png', 'Link'],
    ['https://a.example/x.mp45', 'Link'],
    ['https://a.example/xmp4', 'Link'],
    ['https://a.example/x.pngs', 'Link'],
    ['https://a.example/xpng', 'Link'],
  ] as const)('%s is called %s', (link, name) => {
    expect(linkName(link, 'Link')).toBe(name);
  });

  test('is called an image where a picture stands', () => {
    expect(linkName('https://a.example/x', 'Image')).toBe('Image');
    expect(linkName('https://a.example/x.mp4', 'Image')).toBe('Video');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryElement } from './arbitrary-element.ts';
import { linesOf } from './render.ts';

describe('a rendered element', () => {
  test.each([
    [
      { type: 'TEXT', text: 'Hi', data: { quick_replies: [{ type: 'TEXT', actionable_text: 'Yes' }] } },
      ['Hi', '1. Yes'],
    ],
    [{ type: 'BUTTON', data: { items: [{ actionable_text: 'Yes' }] } }, ['Choose an option', '1. Yes']],
    [{ type: 'CAROUSEL', data: { items: [{ title: 'A' }, { title: 'B' }] } }, ['- A', '- B']],
    [{ type: 'FORM', title: 'Why?' }, ['Why?']],
    [{ type: 'SILENT', text: 'Hi' }, ['Hi']],
    [{ type: 'SILENT' }, ['']],
    [{ type: 'NATIVE_ACTION', text: 'Hi' }, ['Hi']],
    [{ type: 'NATIVE_ACTION' }, ['']],
    [{ type: 'SYSTEM', data: { payload: { team_name: 'Orders' } } }, ['Orders']],
    [{ type: 'RECEIPT', data: { header: 'Summary' } }, ['Summary']],
    [{ type: 'TAB_LIST', data: { tabs: [{ title: 'A' }] } }, ['A']],
    [{ type: 'TEXT', data: { intents: ['A'] } }, ['1. A']],
    [{ type: 'STARS' }, ['Unsupported message: STARS']],
  ])('%j is %j', (hsl, lines) => {
    expect(linesOf(hsl)).toEqual(lines);
  });

  test('takes 64 KiB at most', () => {
    const quick_replies = [{ actionable_text: 'Yes' }];

    const [text, ...rest] = linesOf({ type: 'TEXT', text: '🧾'.repeat(20_000), data: { quick_replies } });

    expect(text).toBe(`${'🧾'.repeat(16_383)}…`);
    expect(rest).toEqual([]);
    expect(linesOf({ type: 'TEXT', text: 'x'.repeat(65_530), data: { quick_replies } }).at(-1)).toBe('1.…');
  });

  test('says how many of 100,000 entries it leaves out', () => {
    const quick_replies = Array(100_000).fill({ actionable_text: 'A' });

    const lines = linesOf({ type: 'TEXT', text: '', data: { quick_replies } });

    expect(lines).toEqual([...Array.from({ length: 20 }, (_, at) => `${at + 1}. A`), '… and 99980 more']);
  });

  test('reads no further than one level into what opens from it', () => {
    const screen = (inner: object) => ({
      uri: 'CAROUSEL_DEFAULT',
      payload: { title: 'T', actionables: [inner] },
    });

    const lines = linesOf({ type: 'BUTTON', text: '', data: { items: [screen(screen(screen({})))] } });

    expect(lines).toEqual(['Choose an option', '1. Option', '   T', '   - Option (not available here)']);
  });

  test('never shows a user name or password in a link', () => {
    const link = fc
      .tuple(
        fc.webUrl({ validSchemes: ['http', 'https'] }),
        fc.constantFrom('user:secret@', 'user@', ':secret@'),
      )
      .map(([url, user]) => url.replace('://', `://${user}`));

    fc.assert(
      fc.property(link, (url) => {
        const button = { uri: 'LINK', payload: { url } };
        const screen = {
          uri: 'CAROUSEL_DETAIL',
          payload: { images: [url], items: [{ thumbnail: { image: url } }] },
        };
        const texts = [
          { type: 'BUTTON', data: { items: [button, screen] } },
          { type: 'CAROUSEL', data: { items: [{ thumbnail: { image: url } }] } },
          { type: 'RECEIPT', data: { order_items: [{ image_url: url }] } },
        ].flatMap(linesOf);
        const links = texts.flatMap((text) => text.match(/https?:.*/) ?? []);

        expect(links).toHaveLength(5);
        expect(links.map((shown) => [new URL(shown).username, new URL(shown).password])).toEqual(
          Array(5).fill(['', '']),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('is plain text of at most 64 KiB, the same each time, whatever the element', () => {
    fc.assert(
      fc.property(arbitraryElement, (element) => {
        const before = JSON.stringify(element);

        const text = linesOf(element).join('\n');

        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_536);
        expect(text).not.toMatch(/[^\n\t\P{Cc}]|[\u202A-\u202E\u2066-\u2069]|\p{Cs}/u);
        expect(linesOf(element).join('\n')).toBe(text);
        expect(JSON.stringify(element)).toBe(before);
      }),
      { numRuns: 2000 },
    );
  });
});

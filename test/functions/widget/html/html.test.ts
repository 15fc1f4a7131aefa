import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html, jsonHtml } from '#functions/widget/html/html.ts';
import { readHtml } from '#test/support/read-html.ts';

/** Any text, and text of what HTML is made of. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('<', '>', '"', "'", '`', '&', '/', '=', ' ', ';', '#', 'b', 'onload', '-->'),
  }),
);

describe('html', () => {
  test('keeps every text within its element and its attribute', () => {
    const property = fc.property(text, text, (title, said) => {
      const reading = readHtml(String(html`<p title="${title}" class="a">${said}</p>`));

      expect(reading).toEqual({ tags: [{ name: 'p', attributes: { title, class: 'a' } }], text: said });
    });
    fc.assert(property);
  });

  test('puts HTML in as it is, lists one after the other, and leaves out what is not there', () => {
    const items = ['<', html`<b>${'&'}</b>`, 3].map((item) => html`<i>${item}</i>`);

    expect(String(html`<p>${items}${undefined}${false}${0}${[]}${''}</p>`)).toBe(
      '<p><i>&lt;</i><i><b>&amp;</b></i><i>3</i>0</p>',
    );
  });

  test('is the only way into HTML: what merely looks like it is text', () => {
    const forged = { toString: () => '<script>' };

    expect(String(html`${String(forged)}`)).toBe('&lt;script&gt;');
  });
});

describe('jsonHtml', () => {
  test('reads the same as markup and as text, and holds the value', () => {
    const property = fc.property(fc.dictionary(text, fc.oneof(text, fc.integer(), fc.boolean())), (value) => {
      const json = String(jsonHtml(value));

      expect(json).not.toMatch(/[<>&'`\u2028\u2029]/);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
    });
    fc.assert(property);
  });
});

test('no template of the widget puts anything into the name of a tag or an unquoted attribute', () => {
  const files = globSync('functions/widget/**/*.ts', { cwd: new URL('../../../..', import.meta.url) });
  const unsafe = files.filter((file) =>
    /html`[^`]*(<\/?\$\{|=\$\{|='\$\{)/.test(
      readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8'),
    ),
  );

  expect(files.length).toBeGreaterThan(20);
  expect(unsafe).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { parseElement } from '#functions/shared/domain/hsl/element.ts';
import type { Hsl } from '#functions/shared/domain/hsl/hsl.ts';
import { renderElement } from '#functions/shared/domain/hsl/render-element.ts';
import { haptik } from '#functions/shared/sources/haptik.ts';
import { elementHtml } from '#functions/widget/transcript/element-html.ts';
import { arbitraryElement } from '#test/functions/shared/domain/hsl/arbitrary-element.ts';
import { readHtml } from '#test/support/read-html.ts';

const folder = new URL('../../../fixtures/haptik/', import.meta.url);
const fixtureSchema = z.object({ payload: z.optional(z.unknown()) });

/** Every element of the fixtures, by the name of its file. */
const elements: (readonly [file: string, hsl: Hsl])[] = readdirSync(folder).flatMap((file) => {
  const { payload } = z.parse(fixtureSchema, JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
  const reading = haptik.read(JSON.stringify(payload) ?? '');
  if (reading.outcome !== 'understood') return [];
  return reading.news.events.flatMap(({ hsl }) => (hsl === undefined ? [] : [[file, hsl] as const]));
});

const show = (hsl: Hsl) => readHtml(`<div>${String(elementHtml(parseElement(hsl)))}</div>`);

/** What the text of an element says beside its own words. */
const wordsOfText =
  /^(\d+\. |- |\s+)+|: https?:\/\/\S+| \(call\)| \(not available here\)|^Choose an option$|^Please answer in a message\.$|^Amount: /g;

/** Everything that an element says, in pieces. */
const pieces = (hsl: Hsl): string[] =>
  renderElement(parseElement(hsl))
    .split('\n')
    .flatMap((line) => line.replace(wordsOfText, '').split(/ — | \(\w+: |: |, |\)$| \(\w+\)$/))
    .filter((piece) => piece.trim() !== '');

describe('an element as HTML', () => {
  test.each(elements)('says all that %s says as text', (_, hsl) => {
    const { text } = show(hsl);

    for (const piece of pieces(hsl)) expect(text).toContain(piece);
  });

  test.each(elements)('leads of %s nowhere but to web pages, and fetches nothing', (_, hsl) => {
    const { tags } = show(hsl);

    const names = new Set(tags.map(({ name }) => name));
    for (const name of ['img', 'video', 'iframe', 'input', 'form', 'button', 'script', 'style'])
      expect(names).not.toContain(name);
    for (const { attributes } of tags) {
      if (attributes.href !== undefined) expect(attributes.href).toMatch(/^https?:\/\//);
      expect(Object.keys(attributes).filter((name) => name.startsWith('on'))).toEqual([]);
    }
  });

  test('shows cards side by side, each with its buttons', () => {
    const card = (title: string) => ({
      title,
      thumbnail: { image: 'https://cdn.example/a.png' },
      actionables: [{ actionable_text: `Buy ${title}`, type: 'TEXT_ONLY', payload: { message: 'buy' } }],
    });
    const { tags, text } = show({
      type: 'CAROUSEL',
      text: 'Ours',
      data: { items: [card('Tea'), card('Rice')] },
    });

    expect(tags.filter(({ attributes }) => attributes.class === 'card')).toHaveLength(2);
    expect(text).toMatch(/Ours.*Image ↗.*Tea.*Buy Tea.*Rice.*Buy Rice/s);
  });

  test('shows the fields of a form, and what may be chosen', () => {
    const fields = [
      { key: 'when', type: 'date', hint: 'Day', order: 2 },
      { key: 'size', type: 'picker', hint: 'Size', options: ['S', 'M'], order: 1 },
    ];

    expect(show({ type: 'FORM', text: '', title: 'Order', data: { fields } }).text).toMatch(
      /Order.*Size.*picker.*S, M.*Day.*date/s,
    );
  });

  test('says how many entries are left out', () => {
    const items = Array.from({ length: 23 }, (_, at) => ({ actionable_text: `b${at}`, type: 'TEXT_ONLY' }));

    expect(show({ type: 'BUTTON', text: 't', data: { items } }).text).toContain('… and 3 more');
  });

  test('says of an order to the app that there is nothing to see', () => {
    expect(show({ type: 'SILENT', text: '', data: {} }).text).toContain('nothing to see');
  });

  test('is well-formed whatever an element is, and has the elements and attributes of our templates only', () => {
    const ours = /^(div|p|b|br|span|a|table|thead|tbody|tr|th|td)( (class|href|title|target|rel))*$/;
    const property = fc.property(arbitraryElement, (hsl) => {
      const { tags } = show(hsl);

      for (const { name, attributes } of tags)
        expect([name, ...Object.keys(attributes)].join(' ')).toMatch(ours);
    });
    fc.assert(property);
  });
});

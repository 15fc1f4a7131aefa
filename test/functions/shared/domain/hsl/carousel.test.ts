import { describe, expect, test } from 'vitest';
import { parseCarousel, renderCarousel } from '#functions/shared/domain/hsl/carousel.ts';

const image = 'https://a.example/b.png';
const lines = (text: unknown, data: unknown) => renderCarousel(parseCarousel({ text, data }));
const card = (title: string) => ({ title, thumbnail: { image } });
const yes = { actionable_text: 'Yes', type: 'TEXT_ONLY' };
const share = { actionable_text: 'Share', type: 'SHARE' };

describe('a CAROUSEL element', () => {
  test('is read', () => {
    const element = parseCarousel({
      text: 'Hi',
      data: { items: [{ ...card('A'), actionables: [yes], mini_actionable: share }] },
    });

    expect(element).toMatchObject({
      kind: 'carousel',
      text: 'Hi',
      cards: {
        shown: [
          {
            title: 'A',
            image,
            actionables: { shown: [{ kind: 'reply', label: 'Yes' }], more: 0 },
            miniActionable: { shown: [{ kind: 'app', label: 'Share' }], more: 0 },
          },
        ],
        more: 0,
      },
    });
  });

  test.each([
    [
      'Choose',
      { items: [{ ...card('A'), actionables: [yes], mini_actionable: share }, { title: 'B' }] },
      ['Choose', '- A', `  Image: ${image}`, '  - Yes', '  - Share (not available here)', '- B'],
    ],
    ['', { items: [{ ...card(''), actionables: [] }] }, [`Image: ${image}`]],
    [undefined, { items: [{ title: 'A', actionable: [yes] }] }, ['A', '- Yes']],
    [
      '',
      { items: [{ title: 'A', actionables: [share], actionable: [yes] }] },
      ['A', '- Share (not available here)'],
    ],
    ['', { items: [{ title: 'A', actionables: null, actionable: [yes] }] }, ['A', '- Yes']],
    ['Nothing', { items: [] }, ['Nothing']],
    ['Junk', { items: [null, 'x', {}] }, ['Junk']],
    ['', undefined, []],
  ])('of the text %j and the data %j is %j', (text, data, expected) => {
    expect(lines(text, data)).toEqual(expected);
  });

  test.each([
    [1.69, true],
    ['1.67', true],
    ['999.9', true],
    [undefined, true],
    ['wide', true],
    [1000, false],
    ['1000.1', false],
  ])('of the aspect ratio %j shows its images: %j', (image_aspect_ratio, isShown) => {
    const shown = lines('', { image_aspect_ratio, items: [card('A')] });

    expect(shown).toEqual(isShown ? ['A', `Image: ${image}`] : ['A']);
  });

  test('shows 20 cards', () => {
    const shown = lines('', { items: Array(23).fill({ title: 'A' }) });

    expect(shown).toEqual([...Array(20).fill('- A'), '… and 3 more']);
  });
});

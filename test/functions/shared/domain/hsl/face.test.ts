import { describe, expect, test } from 'vitest';
import { parseFace, renderFace, renderImage } from '#functions/shared/domain/hsl/face.ts';

const image = 'https://assets.example.com/kettle.png';

describe('the face of a card', () => {
  test('is read', () => {
    const face = parseFace({ title: 'Kettle', sub_title: 1499, description: 'Steel', thumbnail: { image } });

    expect(face).toEqual({ title: 'Kettle', subTitle: '1499', description: 'Steel', image });
  });

  test.each([[{}], [{ title: null, thumbnail: image }], [{ thumbnail: { image: 'javascript:x' } }]])(
    'is empty in %j',
    (card) => {
      const face = parseFace(card);

      expect(face).toEqual({ title: '', subTitle: '', description: '', image: undefined });
      expect(renderFace(face)).toEqual([]);
    },
  );

  test.each([
    [
      { title: 'Kettle', sub_title: '₹1,499', description: 'Steel\n1.5 l', thumbnail: { image } },
      ['Kettle — ₹1,499', 'Steel 1.5 l', `Image: ${image}`],
    ],
    [{ title: 'Kettle' }, ['Kettle']],
    [{ sub_title: '₹1,499' }, ['₹1,499']],
    [{ thumbnail: { image: 'https://a.example/embed/x' } }, ['Video: https://a.example/embed/x']],
  ])('of %j is %j', (card, lines) => {
    expect(renderFace(parseFace(card))).toEqual(lines);
  });

  test('holds 2,048 bytes of description', () => {
    const [line] = renderFace(parseFace({ description: 'x'.repeat(2049) }));

    expect(line).toBe(`${'x'.repeat(2045)}…`);
    expect(renderFace(parseFace({ description: 'x'.repeat(2048) }))).toEqual(['x'.repeat(2048)]);
  });

  test('names a picture', () => {
    expect(renderImage('https://a.example/b')).toBe('Image: https://a.example/b');
  });
});

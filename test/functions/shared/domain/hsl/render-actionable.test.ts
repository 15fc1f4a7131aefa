import { describe, expect, test } from 'vitest';
import { parseActionables } from '#functions/shared/domain/hsl/actionable.ts';
import {
  renderActionable,
  renderBulleted,
  renderNumbered,
} from '#functions/shared/domain/hsl/render-actionable.ts';

const linesOf = (actionable: object) => parseActionables([actionable]).shown.flatMap(renderActionable);

describe('a button', () => {
  test.each([
    [{ actionable_text: ' Yes,\n please ', type: 'TEXT_ONLY' }, ['Yes, please']],
    [{ actionable_text: 'Stay{task}', type: 'TEXT_ONLY' }, ['Stay{task}']],
    [{ type: 'TEXT_ONLY', payload: { message: 'Go on {task}' } }, ['Go on']],
    [{ actionable_text: '\u0000', type: 'TEXT_ONLY', payload: { message: '{task}' } }, ['Option']],
    [{ actionable_text: 'Nothing' }, ['Nothing']],
    [{}, ['Option']],
    [
      { actionable_text: 'Pay', uri: 'LINK', payload: { url: 'https://a.example/b' } },
      ['Pay: https://a.example/b'],
    ],
    [{ uri: 'LINK', payload: { url: 'https://a.example/b' } }, ['Link: https://a.example/b']],
    [{ uri: 'LINK', payload: { url: 'https://a.example/b.pdf' } }, ['Attachment: https://a.example/b.pdf']],
    [
      { uri: 'LINK', payload: { url: 'https://a.example/b', message: 'See{x}' } },
      ['See: https://a.example/b'],
    ],
    [{ actionable_text: 'Call us', uri: 'CALL' }, ['Call us (call)']],
    [{ uri: 'CALL' }, ['Option (call)']],
    [{ actionable_text: 'Where', uri: 'SEND_LOCATION' }, ['Where (not available here)']],
    [{ uri: 'SEND_LOCATION' }, ['Option (not available here)']],
    [{ actionable_text: 'Fill in', type: 'FORM_SHOW' }, ['Fill in (not available here)']],
    [{ actionable_text: 'Look', uri: 'CAROUSEL_DETAIL' }, ['Look']],
    [
      {
        actionable_text: 'Look',
        uri: 'CAROUSEL_DETAIL',
        payload: {
          title: 'A',
          images: Array(6).fill('https://a.example/b'),
          items: [{ title: 'C', description: 'D' }],
          actionables: [{ actionable_text: 'E' }],
        },
      },
      ['Look', 'A', ...Array(5).fill('Image: https://a.example/b'), '… and 1 more', '- C', '  D', '- E'],
    ],
  ])('%j is shown as %j', (actionable, lines) => {
    expect(linesOf(actionable)).toEqual(lines);
  });
});

describe('buttons', () => {
  const buttons = parseActionables([
    { actionable_text: 'A', uri: 'CAROUSEL_DETAIL', payload: { title: 'B' } },
    { actionable_text: 'C' },
  ]);

  test('are numbered', () => {
    expect(renderNumbered(buttons)).toEqual(['1. A', '   B', '2. C']);
  });

  test('are listed', () => {
    expect(renderBulleted(buttons)).toEqual(['- A', '  B', '- C']);
  });

  test('are numbered up to 20', () => {
    const lines = renderNumbered(parseActionables(Array(25).fill({ actionable_text: 'A' })));

    expect(lines.slice(18)).toEqual(['19. A', '20. A', '… and 5 more']);
  });
});

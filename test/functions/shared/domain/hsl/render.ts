import { parseElement } from '#functions/shared/domain/hsl/element.ts';
import type { Hsl } from '#functions/shared/domain/hsl/hsl.ts';
import { renderElement } from '#functions/shared/domain/hsl/render-element.ts';

/** An element's text, line by line. */
export const linesOf = (hsl: Hsl): string[] => renderElement(parseElement(hsl)).split('\n');

import { oneLine } from '#functions/shared/domain/text.ts';

/** The lines that say something. */
export const said = (...lines: readonly string[]): string[] => lines.filter((line) => line !== '');

/** The texts that say something, on one line. */
export const joined = (texts: readonly string[], separator = ' — '): string =>
  said(...texts.map((text) => oneLine(text))).join(separator);

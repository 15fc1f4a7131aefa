/** HTML that is safe to be sent: texts in it were escaped. */
export type Html = { readonly html: string };

type Part = string | number | Html | readonly Html[];

const escapes: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

const written = (part: Part): string => {
  if (typeof part === 'string') return part.replace(/[&<>"']/g, (character) => escapes.get(character) ?? '');
  if (typeof part === 'number') return String(part);
  return 'html' in part ? part.html : part.map(({ html: inner }) => inner).join('');
};

/** HTML as it is written, with values in it: texts are escaped, other HTML is taken as it is. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: strings.map((text, place) => text + written(parts[place] ?? '')).join(''),
});

export const nothing: Html = { html: '' };

/** Nobody else makes one, and nothing else is taken for one: the text within is private. */
class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** HTML that may be shown. Whatever came from outside stands in it as text only. */
export type Html = Markup;

/** What can stand in HTML: HTML as it is, text and numbers escaped, lists one after the other; the others not at all. */
export type Piece = Html | string | number | undefined | false | readonly Piece[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

const escapeText = (text: string): string =>
  text.replace(/[&<>"'`]/g, (character) => entities[character] ?? '');

const pieceText = (piece: Piece): string => {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Markup) return piece.toString();
  return typeof piece === 'object' ? piece.map(pieceText).join('') : escapeText(String(piece));
};

/**
 * HTML out of a template: what is put in is escaped, so that it can open no tag and end no attribute. An attribute must
 * stand in double quotes; names of tags and attributes are never put in.
 * @example html`<p title="${title}">${text}</p>`
 */
export const html = (template: TemplateStringsArray, ...pieces: readonly Piece[]): Html =>
  new Markup(template.map((text, index) => text + pieceText(pieces[index])).join(''));

const escapeUnicode = (character: string): string =>
  `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/**
 * A value as JSON within an element. It holds no character that HTML or an entity begins with, so it reads the same
 * whether a page hands it out as text or as markup.
 */
export const jsonHtml = (value: Readonly<Record<string, unknown>>): Html =>
  new Markup(JSON.stringify(value).replace(/[<>&'`\u2028\u2029]/g, escapeUnicode));

import { type Html, html } from './html.ts';

type Rule = { readonly pattern: RegExp; readonly draw: (...groups: string[]) => Html };

const rules: readonly Rule[] = [
  { pattern: /`([^`]+)`/, draw: (code) => html`<code>${code}</code>` },
  { pattern: /\*\*([^*]+)\*\*/, draw: (text) => html`<strong>${inline(text)}</strong>` },
  { pattern: /\[([^\]]+)\]\((https:\/\/[^)\s]+)\)/, draw: (text, url) => html`<a href="${url}">${text}</a>` },
];

/** The first of the rules' patterns in the text, and what stands around it. */
const inline = (text: string): Html => {
  const [first] = rules
    .flatMap(({ pattern, draw }) => {
      const match = pattern.exec(text);
      return match ? [{ match, draw }] : [];
    })
    .toSorted((one, other) => one.match.index - other.match.index);
  if (!first) return html`${text}`;
  const { match, draw } = first;
  const [whole, ...groups] = match;
  return html`${text.slice(0, match.index)}${draw(...groups)}${inline(text.slice(match.index + whole.length))}`;
};

const heading = (level: number, text: string): Html => {
  switch (level) {
    case 1:
      return html`<h1>${inline(text)}</h1>`;
    case 2:
      return html`<h2>${inline(text)}</h2>`;
    default:
      return html`<h3>${inline(text)}</h3>`;
  }
};

const block = (text: string): Html => {
  const [, marks, title] = /^(#{1,6}) (.*)$/.exec(text) ?? [];
  if (marks !== undefined && title !== undefined) return heading(marks.length, title);
  const lines = text.split('\n');
  if (lines.every((line) => /^[-*] /.test(line)))
    return html`<ul>${lines.map((line) => html`<li>${inline(line.slice(2))}</li>`)}</ul>`;
  return html`<p>${inline(text)}</p>`;
};

/** Headings, paragraphs, lists, bold text, code and links: as much of Markdown as dashboards are written in. */
export const drawMarkdown = (markdown: string): Html => {
  const blocks = markdown.replace(/^(#{1,6} .*)$/gm, '\n$1\n').split(/\n{2,}/);
  return html`${blocks
    .map((text) => text.trim())
    .filter(Boolean)
    .map(block)}`;
};

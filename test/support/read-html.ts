/** An element as it was opened, with what its attributes say. */
export type Tag = { name: string; attributes: Readonly<Record<string, string>> };

/** Its elements, and all text that is to be seen. */
export type Reading = { tags: Tag[]; text: string };

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  '#96': '`',
};

const decode = (text: string): string =>
  text.replace(/&([^;&]*);?/g, (whole, name: string) => {
    const character = entities[name];
    if (character === undefined || !whole.endsWith(';')) throw new Error(`There is a bare & in ${text}`);
    return character;
  });

/** What stands in these is for CloudWatch, not for whoever looks. */
const unseen = ['style', 'cwdb-action'];

const isVoid = (name: string): boolean => ['br', 'input'].includes(name);

const opening = /^<([a-z][a-z0-9-]*)((?: [a-z-]+="[^"<>]*")*)>/;
const closing = /^<\/([a-z][a-z0-9-]*)>/;

const attributesIn = (text: string): Record<string, string> => {
  const pairs = [...text.matchAll(/ ([a-z-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    decode(value),
  ]);
  if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new Error(`${text} repeats itself.`);
  return Object.fromEntries(pairs);
};

/**
 * Reads HTML more strictly than any browser: every attribute in double quotes, every element closed, nothing left that
 * would have to be escaped. @throws Error for any other text
 */
export const readHtml = (html: string): Reading => {
  const tags: Tag[] = [];
  const open: string[] = [];
  let text = '';
  for (let at = 0; at < html.length; ) {
    const rest = html.slice(at);
    const [openingText, name = '', attributes = ''] = opening.exec(rest) ?? [];
    const [closingText, closed] = closing.exec(rest) ?? [];
    if (openingText !== undefined) {
      tags.push({ name, attributes: attributesIn(attributes) });
      if (!isVoid(name)) open.push(name);
      at += openingText.length;
    } else if (closingText !== undefined) {
      if (open.pop() !== closed) throw new Error(`${closingText} closes nothing that is open.`);
      at += closingText.length;
    } else if (rest.startsWith('<')) throw new Error(`This is no tag: ${rest.slice(0, 80)}`);
    else {
      const [plain = ''] = rest.split('<', 1);
      if (plain.includes('>')) throw new Error(`There is a bare > in ${plain}`);
      if (!unseen.includes(open.at(-1) ?? '')) text += decode(plain);
      at += plain.length;
    }
  }
  if (open.length > 0) throw new Error(`Not closed: ${open.join(', ')}`);
  return { tags, text };
};

/** What can be pressed: its label, what CloudWatch asks, and what it calls the function with. */
export type Pressable = { label: string; confirmation: string | undefined; params: Record<string, unknown> };

const pressable =
  /<a class="[^"]*">([^<]*)<\/a><cwdb-action action="call" display="widget" endpoint="([^"]*)"(?: confirmation="([^"]*)")?>([^<]*)<\/cwdb-action>/g;

/** Everything that can be pressed, in its order. */
export const pressables = (html: string): Pressable[] =>
  [...html.matchAll(pressable)].map(([, label = '', , confirmation, json = '']) => ({
    label: decode(label),
    confirmation: confirmation === undefined ? undefined : decode(confirmation),
    params: JSON.parse(json),
  }));

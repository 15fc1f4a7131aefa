// A function's answer may hold whatever somebody wrote in a conversation. It is read where nothing runs, and what is on
// these lists is copied from there, node by node; anything else is left behind, with all that is in it.

const htmlNames =
  'a abbr b blockquote br button caption code col colgroup cwdb-action dd del details div dl dt em fieldset form h1 h2 ' +
  'h3 h4 h5 h6 hr i input ins label legend li ol optgroup option p pre s section select small span strong style sub ' +
  'summary sup table tbody td textarea tfoot th thead time tr u ul';
const svgNames = 'svg circle desc ellipse g line path polygon polyline rect text title tspan';

const kept = new Map([
  ['http://www.w3.org/1999/xhtml', new Set(htmlNames.split(' '))],
  ['http://www.w3.org/2000/svg', new Set(svgNames.split(' '))],
]);

const attributes = (
  'action align aria-label checked class colspan confirmation cx cy d dir disabled display dx dy endpoint event fill ' +
  'fill-opacity for height hidden href id lang max maxlength min multiple name open opacity placeholder points r ' +
  'readonly rel required role rowspan rows rx ry scope selected size step stroke stroke-dasharray stroke-width style ' +
  'target text-anchor title transform type valign value viewBox width x x1 x2 y y1 y2'
).split(' ');

/** Not as properties of the node: a form's fields hide those by being called so. */
const read = (prototype, name, node) => Reflect.get(prototype, name, node);

const isLink = (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

const setAttribute = (copy, name, value) => {
  if (name === 'style') copy.style.cssText = value;
  else if (name === 'href') {
    if (isLink(value)) copy.setAttribute('href', value);
  } else if (name !== 'action' || copy.localName === 'cwdb-action') copy.setAttribute(name, value);
};

const copyElement = (element, styles) => {
  const namespace = read(Element.prototype, 'namespaceURI', element);
  const name = read(Element.prototype, 'localName', element);
  if (!kept.get(namespace)?.has(name)) return [];
  if (name === 'style') {
    styles.push(read(Node.prototype, 'textContent', element));
    return [];
  }
  const copy = document.createElementNS(namespace, name);
  for (const attribute of attributes) {
    const value = Element.prototype.getAttribute.call(element, attribute);
    if (value !== null) setAttribute(copy, attribute, value);
  }
  if (copy.hasAttribute('href')) Object.assign(copy, { target: '_blank', rel: 'noopener noreferrer' });
  copy.append(...copyChildren(element, styles));
  return [copy];
};

const copyChildren = (node, styles) =>
  [...read(Node.prototype, 'childNodes', node)].flatMap((child) => {
    if (child instanceof Text) return [document.createTextNode(child.data)];
    return child instanceof Element ? copyElement(child, styles) : [];
  });

/** Gives the nodes to be shown, and the texts of the style sheets among them. */
export const cleanHtml = (html) => {
  const styles = [];
  // What is in a template belongs to a document without a window: nothing in it runs, loads or styles anything.
  const template = document.createElement('template');
  template.innerHTML = html;
  return { nodes: copyChildren(template.content, styles), styles };
};

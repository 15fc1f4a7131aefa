import { wireActions } from './actions.js';
import { cleanHtml } from './clean-html.js';

const sheetOf = (text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};

const always = sheetOf('cwdb-action { display: none } .problem { color: light-dark(#d91515, #eb6f6f) }');
const defaults = fetch('/custom-widget.css').then(async (answer) => sheetOf(await answer.text()));

/**
 * A place for what functions answer: a tree of its own, so that its styles and names reach nothing else. `act` gets the
 * actions in it that somebody takes, and the surface itself.
 */
export const createSurface = (element, act) => {
  const root = element.attachShadow({ mode: 'open' });
  root.addEventListener('submit', (event) => event.preventDefault());

  const show = async (nodes, styles) => {
    const isPlain = nodes.some((node) => node instanceof Element && node.matches('.cwdb-no-default-styles'));
    root.adoptedStyleSheets = [always, ...(isPlain ? [] : [await defaults]), ...styles.map(sheetOf)];
    root.replaceChildren(...nodes);
    wireActions(root, (action) => act(action, surface));
  };

  const surface = {
    show,
    showHtml: async (html) => {
      const { nodes, styles } = cleanHtml(html);
      await show(nodes, styles);
    },
    showProblem: (text) => {
      const problem = Object.assign(document.createElement('p'), { className: 'problem', textContent: text });
      return show([problem], []);
    },
    /** What stands in its forms, by the fields' names. */
    forms: () =>
      Object.fromEntries(
        [...root.querySelectorAll('form')].flatMap((form) =>
          [...new FormData(form)].filter(([, value]) => typeof value === 'string'),
        ),
      ),
  };
  return surface;
};

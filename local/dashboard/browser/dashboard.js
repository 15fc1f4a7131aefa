import { popUp } from './dialogs.js';
import { createSurface } from './surface.js';

const theme = () => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

const callFunction = async (question) => {
  const answer = await fetch(`/call?minutes=${document.body.dataset.minutes}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ theme: theme(), ...question }),
  });
  return answer.ok ? answer.json() : { problem: await answer.text() };
};

/** Where answers are shown: in the widget itself, or in a popup that the next answer takes the place of. */
const createDisplays = (place, act) => {
  const own = createSurface(place, act);
  let closePopup = () => {};
  return {
    own,
    named: (display) => {
      closePopup();
      if (display !== 'popup') return own;
      const popup = popUp();
      closePopup = popup.close;
      return createSurface(popup.content, act);
    },
  };
};

const readParams = (text) => JSON.parse(text.trim() || '{}');

/** Shows a custom widget: calls its function, and again when somebody acts in it. */
const startWidget = (section) => {
  const place = section.querySelector('.custom-content');
  const { clientWidth: width, clientHeight: height } = place;
  const number = Number(section.dataset.number);
  let isBusy = false;

  const alone = async (work) => {
    if (isBusy) return;
    isBusy = true;
    section.ariaBusy = 'true';
    await work().catch((error) => displays.own.showProblem(String(error)));
    isBusy = false;
    section.ariaBusy = 'false';
  };

  const call = async ({ display, ...question }) => {
    const { html, problem } = await callFunction({ number, width, height, ...question });
    const shown = displays.named(display);
    await (html === undefined ? shown.showProblem(problem) : shown.showHtml(html));
  };

  const act = ({ kind, display, endpoint, content }, surface) =>
    alone(async () => {
      if (kind === 'html') return displays.named(display).show([...content.cloneNode(true).childNodes], []);
      const params = readParams(content.textContent);
      return call({ display, endpoint, params, forms: surface.forms() });
    });

  const displays = createDisplays(place, act);
  return alone(() => call({ forms: {} }));
};

await Promise.all([...document.querySelectorAll('section.custom')].map(startWidget));
document.body.dataset.state = 'shown';

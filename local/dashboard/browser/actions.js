import { ask } from './dialogs.js';

const events = new Set(['click', 'dblclick', 'mouseenter']);

/** What can be clicked can be reached by the keyboard too. */
const makeReachable = (element) => {
  if (element.matches('button, input, summary, a[href]')) return;
  element.tabIndex = 0;
  element.role = 'button';
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') element.click();
  });
};

const readAction = (element) => ({
  kind: element.getAttribute('action') ?? 'html',
  confirmation: element.getAttribute('confirmation'),
  display: element.getAttribute('display') ?? 'widget',
  endpoint: element.getAttribute('endpoint') ?? undefined,
  content: element,
});

/**
 * Gives every element before a `cwdb-action` what that says: `act` gets the action, once it was confirmed where it asks
 * for that. Its words and values: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard_interactivity.html.
 */
export const wireActions = (root, act) => {
  for (const element of root.querySelectorAll('cwdb-action')) {
    const trigger = element.previousElementSibling;
    const event = element.getAttribute('event') ?? 'click';
    const action = readAction(element);
    if (trigger === null || !events.has(event)) continue;
    if (event === 'mouseenter' && action.kind !== 'html') continue;
    makeReachable(trigger);
    trigger.addEventListener(event, async () => {
      if (action.confirmation === null || (await ask(action.confirmation))) await act(action);
    });
  }
};

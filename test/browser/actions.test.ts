import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DashboardServer } from '#local/dashboard/serve/serve-dashboard.ts';
import { openBrowser } from './support/open-browser.ts';
import { endpoint, serveWidget } from './support/serve-widget.ts';
import { openPage } from './support/watched-page.ts';

let browser: Browser;
let server: DashboardServer;
/** What the function is called with, and what it answers to each call but the first; the last over and over. */
let events: Readonly<Record<string, unknown>>[] = [];
let answers: unknown[] = [];

beforeAll(async () => {
  browser = await openBrowser();
  server = await serveWidget((event) => {
    events.push(event);
    return answers.length > 1 ? answers.shift() : answers[0];
  });
});

beforeEach(() => {
  events = [];
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await browser?.close();
});

const open = async (...given: unknown[]) => {
  answers = given;
  return (await openPage(browser, server.url)).page;
};

const action = (attributes: string, content = '{}'): string =>
  `<a class="btn">Act</a><cwdb-action endpoint="${endpoint}" ${attributes}>${content}</cwdb-action>`;

/** The widget's own tree, in the words of the page. */
const root = "document.querySelector('.custom-content').shadowRoot";

const called = 'action="call"';

test('a widget is called with its own parameters and what CloudWatch tells of itself', async () => {
  await open('<p>shown</p>');

  expect(events).toHaveLength(1);
  expect(events[0]).toMatchObject({
    view: 'sample',
    widgetContext: {
      dashboardName: 'sample',
      widgetId: 'widget-1',
      theme: 'light',
      title: 'Sample',
      forms: { all: {} },
      params: { view: 'sample' },
    },
  });
});

test.each([
  ['HTML', '<p>as it <b>is</b></p>', 'as it is'],
  ['Markdown', { markdown: 'as it **is**' }, 'as it is'],
  ['anything else', { as: 'it is' }, '{\n  "as": "it is"\n}'],
])('%s that a function answers is shown', async (_, answer, shown) => {
  const page = await open(answer);

  expect(await page.evaluate(`${root}.textContent.trim()`)).toBe(shown);
});

test('an action calls with its own parameters and with what stands in the forms', async () => {
  const form =
    '<form><input name="user" value="before"><select name="channel"><option>haptik</option></select></form>';
  const page = await open(`${form}${action(called, '{"view":"other","n":1}')}`, '<p>done</p>');

  await page.locator('input').fill('meera');
  await page.getByText('Act').click();
  await page.getByText('done').waitFor();

  expect(events[1]).toMatchObject({
    view: 'other',
    n: 1,
    widgetContext: { forms: { all: { user: 'meera', channel: 'haptik' } }, params: { view: 'sample' } },
  });
  expect(await page.getByText('Act').count()).toBe(0);
});

test('Enter in a field sends nothing', async () => {
  const page = await open('<form><input name="user"></form>');

  await page.locator('input').press('Enter');

  expect(page.url()).toBe(`${server.url}/`);
  expect(events).toHaveLength(1);
});

test('an action that is to be confirmed asks in its own words, and not at all without them', async () => {
  const page = await open(action(`${called} confirmation="Really &lt;b&gt;so&lt;/b&gt;?"`), '<p>done</p>');

  await page.getByText('Act').click();
  expect(await page.locator('dialog p').textContent()).toBe('Really <b>so</b>?');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('dialog').waitFor({ state: 'detached' });
  expect(events).toHaveLength(1);

  await page.getByText('Act').click();
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  expect(events).toHaveLength(1);

  await page.getByText('Act').click();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('done').waitFor();
  expect(events).toHaveLength(2);
});

test('an action can show its answer in a popup, whose own actions take the place of it', async () => {
  const page = await open(
    action(`${called} display="popup"`),
    `<p>first</p>${action(`${called} display="popup"`).replace('Act', 'Next')}`,
    '<p>second</p>',
  );

  await page.getByText('Act').click();
  await page.locator('dialog').getByText('first').waitFor();
  await page.locator('dialog').getByText('Next').click();
  await page.locator('dialog').getByText('second').waitFor();
  expect(await page.locator('dialog').count()).toBe(1);

  await page.getByRole('button', { name: 'Close' }).click();
  expect(await page.getByText('Act').isVisible()).toBe(true);
});

test('an action can show what stands in itself, without a call', async () => {
  const page = await open(action('', '<p>inside</p>'));

  expect(await page.getByText('inside').isVisible()).toBe(false);
  await page.getByText('Act').click();
  await page.getByText('inside').waitFor();

  expect(events).toHaveLength(1);
});

test('an action waits for the event that it names', async () => {
  const page = await open(action(`${called} event="dblclick"`), '<p>done</p>');

  await page.getByText('Act').click();
  expect(events).toHaveLength(1);

  await page.getByText('Act').dblclick();
  await page.getByText('done').waitFor();
});

test('the mouse alone calls nothing', async () => {
  const page = await open(action(`${called} event="mouseenter"`), '<p>done</p>');

  await page.getByText('Act').hover();
  await page.getByText('Act').click();

  expect(events).toHaveLength(1);
});

test('what can be clicked can be reached by the keyboard', async () => {
  const page = await open(action(called), '<p>done</p>');

  await page.getByRole('button', { name: 'Act' }).press('Enter');

  await page.getByText('done').waitFor();
});

test.each([
  [
    'of another function',
    action(called).replace(endpoint, `${endpoint}-of-another`),
    'No widget of the dashboard',
  ],
  ['with parameters that are no JSON', action(called, '{view:1}'), 'SyntaxError'],
])('an action %s is told as a problem', async (_, html, problem) => {
  const page = await open(html);

  await page.getByText('Act').click();

  expect(await page.locator('.problem').textContent()).toContain(problem);
  expect(events).toHaveLength(1);
});

test('styles of a widget reach neither the page nor another widget', async () => {
  const page = await open(
    '<style>h1, h3, p { color: rgb(1, 2, 3) }</style><p style="margin-top: 7px">shown</p>',
  );

  const [inside, outside] = await page.evaluate<string[]>(
    `[${root}.querySelector('p'), document.querySelector('h1')].map((one) => getComputedStyle(one).color)`,
  );
  expect(inside).toBe('rgb(1, 2, 3)');
  expect(outside).not.toBe('rgb(1, 2, 3)');
  expect(await page.evaluate(`getComputedStyle(${root}.querySelector('p')).marginTop`)).toBe('7px');
});

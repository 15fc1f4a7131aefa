import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hostileTexts } from './support/hostile-texts.ts';
import { openBrowser } from './support/open-browser.ts';
import { serveWidget } from './support/serve-widget.ts';
import { openPage } from './support/watched-page.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
});

/** Moves the mouse over everything in the widget; gives the names of its elements and attributes, and its links. */
const touchAll = `
  [...document.querySelector('.custom-content').shadowRoot.querySelectorAll('*')].flatMap((element) => {
    element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }));
    const read = (name) => Element.prototype.getAttribute.call(element, name);
    const names = Element.prototype.getAttributeNames.call(element);
    return [element.localName, ...names, ...(names.includes('href') ? [read('href')] : [])];
  })`;

const dangerous =
  /^(on.*|javascript:.*|script|img|image|iframe|link|base|meta|animate|template|noscript|src|srcdoc)$/;

// The browser may complain that the page's policy forbids what stands there: that is what the policy is for.
const isRefusal = (trouble: string): boolean => trouble.includes('Content Security Policy');

test.each(Object.entries(hostileTexts))('of %s that a function answers nothing runs', async (_, text) => {
  await using widget = await serveWidget(() => `<p class="before">before</p>${text}`);

  const { page, troubles } = await openPage(browser, widget.url);

  const names = await page.evaluate<string[]>(touchAll);
  expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
  expect(troubles.filter((trouble) => !isRefusal(trouble))).toEqual([]);
  expect(await page.locator('.before').textContent()).toBe('before');
  expect(names.filter((name) => dangerous.test(name))).toEqual([]);
});

import type { Browser, Page } from 'playwright-core';

/** A page, and everything that happened in it that must not: errors, refused scripts and styles, calls elsewhere. */
export type WatchedPage = { readonly page: Page; readonly troubles: readonly string[] };

/** Opens a page of the width that screenshots have, and waits until its widgets are shown. */
export const openPage = async (
  browser: Browser,
  url: string,
  colorScheme: 'light' | 'dark' = 'light',
): Promise<WatchedPage> => {
  const context = await browser.newContext({ viewport: { width: 1400, height: 1000 }, colorScheme });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('dialog', (dialog) => {
    troubles.push(`a dialog of a script: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== 'data:' && origin !== url) troubles.push(`a request for ${request.url()}`);
  });
  context.on('page', () => troubles.push('another page was opened'));
  await page.goto(url);
  await page.waitForSelector('body[data-state=shown]');
  return { page, troubles };
};

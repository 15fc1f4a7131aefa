import type { Locator, Page } from 'playwright-core';

/** The widget whose title has these words. */
export const widget = (page: Page, title: string): Locator =>
  page.locator('section.widget').filter({ has: page.locator('h3.title', { hasText: title }) });

/** What a custom widget's function answered, as it reads. */
export const said = (shown: Locator): Promise<string> => shown.locator('.relay').innerText();

/** Presses the first button of this name in a custom widget, and waits for the answer. */
export const press = async (shown: Locator, name: string): Promise<void> => {
  await shown.getByRole('button', { name }).first().click();
  await shown.and(shown.page().locator('[aria-busy=false]')).waitFor();
};

import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';
import { startDashboard } from '#local/dashboard/start-dashboard.ts';
import { keepTalking } from '#local/dashboard/traffic/keep-talking.ts';
import { playScenes } from '#local/dashboard/traffic/play-scenes.ts';
import { authId } from '#local/demo/script.ts';
import { openBrowser } from './support/open-browser.ts';
import { openPage } from './support/watched-page.ts';
import { press, widget } from './support/widgets.ts';

// Takes the pictures of docs/screenshots, by hand: `npx node test/browser/take-screenshots.ts [minutes of traffic]`.

const folder = join(import.meta.dirname, '../../docs/screenshots');
const usualMinutes = 12;
const largestBytes = 300_000;

type Shot = { readonly name: string; readonly take: (page: Page, path: string) => Promise<unknown> };

/** The part of the page from one heading to another, or to its end. */
const part = async (page: Page, path: string, from: string, to?: string): Promise<void> => {
  const top = async (heading: string) =>
    (await page.getByRole('heading', { name: heading }).boundingBox())?.y ?? 0;
  const begin = from === '' ? 0 : (await top(from)) - 12;
  const end =
    to === undefined ? await page.evaluate<number>('document.body.scrollHeight') : (await top(to)) - 12;
  await page.screenshot({ path, fullPage: true, clip: { x: 0, y: begin, width: 1400, height: end - begin } });
};

/** Makes a widget as high as what it shows, over those below it. */
const unfold = (shown: Locator): Promise<void> =>
  shown.evaluate((section) => {
    const inside = section.querySelector('.custom-content')?.scrollHeight ?? 0;
    section.style.cssText = `position: relative; z-index: 1; height: ${inside + 40}px`;
  });

const shots: readonly Shot[] = [
  { name: 'dashboard', take: (page, path) => part(page, path, '', 'Intake:') },
  { name: 'intake-and-queues', take: (page, path) => part(page, path, 'Intake:', 'Store:') },
  { name: 'store', take: (page, path) => part(page, path, 'Store:', 'Outbound:') },
  { name: 'outbound-and-cost', take: (page, path) => part(page, path, 'Outbound:') },
  {
    name: 'transcript',
    take: async (page, path) => {
      const transcript = widget(page, 'A conversation');
      await transcript.getByLabel('User id').fill(authId);
      await press(transcript, 'Show');
      await unfold(transcript);
      await transcript.screenshot({ path });
    },
  },
  {
    name: 'redrive',
    take: async (page, path) => {
      const attention = widget(page, 'Needs attention');
      await press(attention, 'Plan a redrive');
      await page.setViewportSize({ width: 1400, height: 760 });
      await attention.evaluate((section) => section.scrollIntoView());
      await attention.getByRole('button', { name: 'Put back' }).click();
      await page.locator('dialog.ask').waitFor();
      await page.screenshot({ path });
    },
  },
];

const takeShot = async (browser: Browser, url: string, { name, take }: Shot): Promise<void> => {
  const path = join(folder, `${name}.png`);
  const { page, troubles } = await openPage(browser, url);
  await take(page, path);
  const { size } = statSync(path);
  if (size > largestBytes) throw new Error(`${path} has ${size} bytes: it must stay below ${largestBytes}.`);
  if (troubles.length > 0) throw new Error(`${path} shows a page with troubles: ${troubles.join('\n')}`);
  console.log(path);
};

const minutes = Number(process.argv[2] ?? usualMinutes);
await using browser = await openBrowser();
await using running = await startDashboard();
const ended = new AbortController();
const talk = keepTalking(running.stage, ended.signal);
await pause(minutes * 60_000);
ended.abort();
await talk;
// At the end, so that the alarms that they set off still ring.
await playScenes(running.stage);
for (const shot of shots) await takeShot(browser, running.url, shot);

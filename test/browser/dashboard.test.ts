import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningDashboard, startDashboard } from '#local/dashboard/start-dashboard.ts';
import { deliverPayload } from '#local/dashboard/traffic/deliver.ts';
import { conversationOf, lost, playScenes, stored } from '#local/dashboard/traffic/play-scenes.ts';
import { sendInVain } from '#local/dashboard/traffic/send-in-vain.ts';
import { toPayload } from '#local/dashboard/traffic/talk.ts';
import { waitForEvents } from '#local/demo/conversation.ts';
import { authId, delivered, replyText, sentText } from '#local/demo/script.ts';
import { countDeadLetters } from './support/count-dead-letters.ts';
import { hostileTexts } from './support/hostile-texts.ts';
import { openBrowser } from './support/open-browser.ts';
import { textsOf } from './support/texts-of.ts';
import { openPage } from './support/watched-page.ts';
import { press, said, widget } from './support/widgets.ts';

let browser: Browser;
let running: RunningDashboard;

beforeAll(async () => {
  browser = await openBrowser();
  running = await startDashboard();
  await playScenes(running.stage);
});

afterAll(async () => {
  await browser?.close();
  await running?.[Symbol.asyncDispose]();
});

const openTranscript = async (page: Page, user: string): Promise<Locator> => {
  const transcript = widget(page, 'A conversation');
  await transcript.getByLabel('User id').fill(user);
  await press(transcript, 'Show');
  return transcript;
};

test.each(['light', 'dark'] as const)('every widget of the template is drawn, %s', async (scheme) => {
  const { page, troubles } = await openPage(browser, running.url, scheme);

  expect(running.dashboard.widgets.length).toBeGreaterThan(20);
  expect(await page.locator('section.widget').count()).toBe(running.dashboard.widgets.length);
  for (const [number, { type }] of running.dashboard.widgets.entries()) {
    const shown = page.locator(`section.${type}[data-number="${number}"]`);
    expect((await (type === 'custom' ? said(shown) : shown.innerText())).trim()).not.toBe('');
  }
  expect(troubles).toEqual([]);
});

test('charts show what the traffic counted', async () => {
  const { page } = await openPage(browser, running.url);

  const taken = widget(page, 'haptik: deliveries taken');

  expect(await taken.locator('circle title').allTextContents()).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^Accepted: \d+ at/),
      expect.stringMatching(/^Quarantined: \d+ at/),
    ]),
  );
});

test('alarms are shown with their states', async () => {
  const { page } = await openPage(browser, running.url);

  const tile = (name: string) =>
    page.locator('.tiles li').filter({ has: page.getByText(name, { exact: true }) });

  expect(await tile('Quarantined-haptik').innerText()).toContain('In alarm');
  expect(await tile('Quarantined-fineguide').innerText()).toContain('OK');
  expect(await tile('DeadLetters-events').innerText()).toContain('Measured by AWS only');
});

test('a conversation is found by its user id and reads in the platform’s order', async () => {
  const { page, troubles } = await openPage(browser, running.url);

  const transcript = await openTranscript(page, authId);

  const bubbles = await transcript.locator('.bubble').allInnerTexts();
  const texts = [...delivered.map(({ text }) => text), sentText, replyText];
  expect(bubbles).toHaveLength(texts.length);
  for (const [place, text] of texts.entries()) expect(bubbles[place]).toContain(text.split('\n')[0]);
  expect(troubles).toEqual([]);
});

test('personal fields are shown only on request', async () => {
  const { page } = await openPage(browser, running.url);
  const transcript = await openTranscript(page, stored.user);
  const name = `Name of ${stored.user}`;

  expect(await said(transcript)).toContain(stored.text);
  expect(await said(transcript)).not.toContain(name);
  await press(transcript, 'Show names');
  expect(await said(transcript)).toContain(name);
  await press(transcript, 'Hide names');
  expect(await said(transcript)).not.toContain(name);
});

test.each([
  ['Recent conversations', stored.user],
  ['Failed and unconfirmed', 'chen-41077'],
])('a transcript takes the place of its list, and gives it back: %s', async (title, user) => {
  const { page, troubles } = await openPage(browser, running.url);
  const list = widget(page, title);

  await press(list, conversationOf(user));
  expect(await said(list)).toContain('Transcript');
  await press(list, 'Back to the list');

  expect(await said(list)).toContain(conversationOf(user));
  expect(await said(list)).not.toContain('Transcript');
  expect(troubles).toEqual([]);
});

test('a redrive shows its plan, asks, and moves letters only once it was confirmed', async () => {
  const { page, troubles } = await openPage(browser, running.url);
  const attention = widget(page, 'Needs attention');
  const conversation = conversationOf(lost[0]?.user ?? '');

  await press(attention, 'Plan a redrive');
  await attention.getByRole('button', { name: 'Put back' }).click();
  expect(await page.locator('dialog.ask').innerText()).toMatch(/Put back all that can be had, \d+ at most/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await countDeadLetters(running.stage)).toBe(lost.length + 1);

  await attention.getByRole('button', { name: 'Put back' }).click();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await attention.getByText('2 went back, 1 was done already').waitFor();
  expect(await countDeadLetters(running.stage)).toBe(0);
  await waitForEvents(`${running.relay.apiUrl}/v1/conversations/${conversation}`, lost.length);
  expect(await textsOf(running.relay.apiUrl, conversation)).toEqual(lost.map(({ text }) => text));
  expect(troubles).toEqual([]);
});

test('a failed command is retried only once it was confirmed', async () => {
  const { page, troubles } = await openPage(browser, running.url);
  const failed = widget(page, 'Failed and unconfirmed commands');
  const conversation = conversationOf('chen-41077');
  const url = `${running.relay.apiUrl}/v1/conversations/${conversation}`;

  await failed.getByRole('button', { name: 'Retry' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect((await fetch(url)).status).toBe(404);

  await failed.getByRole('button', { name: 'Retry' }).click();
  await page.getByRole('button', { name: 'Confirm' }).click();
  await failed.getByText('was retried').waitFor();
  await waitForEvents(url, 2);
  expect(await textsOf(running.relay.apiUrl, conversation)).toContain('Please cancel my order.');
  expect(troubles).toEqual([]);
});

test('a delivery in quarantine is shown raw on request only, and can be tried again, alone or with all', async () => {
  const { page, troubles } = await openPage(browser, running.url);
  const attention = widget(page, 'Needs attention');
  const confirm = () => page.getByRole('button', { name: 'Confirm' }).click();

  expect(await said(attention)).not.toContain('survey_sent');
  await attention.getByRole('button', { name: 'Show' }).nth(1).click();
  await attention.getByText('"survey_sent"').waitFor();
  await attention.getByRole('button', { name: 'Replay' }).click();
  await confirm();
  await attention.getByText('stays in quarantine: ').waitFor();
  await attention.getByRole('button', { name: 'Replay all shown' }).click();
  await confirm();

  await attention.getByText('2 stay in quarantine.').waitFor();
  expect(troubles).toEqual([]);
});

test('hostile texts are shown as they are, and run nothing', async () => {
  const { apiUrl, simulatorUrl } = running.relay;
  const [user, texts] = ['eve-66613', Object.values(hostileTexts)];
  const conversationId = conversationOf(user);
  for (const [place, text] of texts.entries()) {
    const payload = { ...toPayload({ id: 4_000_000 + place, user, text }), business_name: text };
    await deliverPayload(simulatorUrl, payload);
  }
  await waitForEvents(`${apiUrl}/v1/conversations/${conversationId}`, texts.length);
  await sendInVain(running.stage, { conversationId, text: texts.join(' ') });
  const { page, troubles } = await openPage(browser, running.url);

  const transcript = await openTranscript(page, user);
  await press(transcript, 'Show names');
  await press(widget(page, 'Recent conversations'), 'Show names');
  await press(widget(page, 'Failed and unconfirmed'), 'Show texts');

  const shown = (await transcript.locator('.bubble p').allTextContents()).join('\n');
  for (const text of await textsOf(apiUrl, conversationId)) expect(shown).toContain(text);
  expect(await said(widget(page, 'Failed and unconfirmed'))).toContain(texts[0]);
  expect(await page.getByRole('button', { name: 'Press me' }).count()).toBe(0);
  expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
  expect(troubles).toEqual([]);
});

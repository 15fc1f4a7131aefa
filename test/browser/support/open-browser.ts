import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** It calls nobody but the pages that it is given. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts Chromium, without a window and with a profile of its own that is gone afterwards.
 * @throws Error saying how to install it where there is none.
 */
export const openBrowser = async (): Promise<Browser> => {
  const executablePath = process.env.CHROMIUM ?? places.find((path) => existsSync(path));
  if (executablePath === undefined || !existsSync(executablePath))
    throw new Error(
      'There is no Chromium here. Install it (sudo apt-get install --yes chromium), or set CHROMIUM to where it is.',
    );
  return chromium.launch({ executablePath, args: quiet, headless: true });
};

import type { ChannelSettings } from '#lib/settings.ts';

type Habits = {
  /** What becomes of a delivery that is not answered 2xx. */
  readonly failed: string;
  /** How long it waits for an answer. */
  readonly waits: string;
  /** What may be behind silence. */
  readonly silent: string;
};

/**
 * What each platform does with its webhooks, in sentences. Sources: Haptik's webhook documentation; FineGuide's, which
 * names neither a time limit nor a way in which a webhook is switched off.
 */
const habits: Readonly<Record<ChannelSettings['source'], Habits>> = {
  haptik: {
    failed:
      'For an hour Haptik repeats what failed; then it switches the whole webhook off, and no message of any user comes in.',
    waits: 'Haptik waits 5 s: what takes longer counts as failed.',
    silent: 'Haptik may have switched the webhook off.',
  },
  fineguide: {
    failed:
      'After 1, 5 and 15 minutes FineGuide repeats what failed; then it gives it up, and that message is lost.',
    waits: 'FineGuide does not say how long it waits.',
    silent: 'FineGuide switches nothing off: look there whether the webhook is set.',
  },
};

/** What the platforms of these channels do, each said once. */
export const habitsOf = (channels: readonly Pick<ChannelSettings, 'source'>[], habit: keyof Habits): string =>
  [...new Set(channels.map(({ source }) => habits[source][habit]))].join(' ');

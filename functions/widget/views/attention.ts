import * as z from 'zod/mini';
import type { LetterSources } from '#functions/shared/redrive/letter.ts';
import { readParams } from '#functions/widget/call.ts';
import type { WidgetDependencies } from '#functions/widget/dependencies.ts';
import { html } from '#functions/widget/html/html.ts';
import { lettersSection } from './letters-section.ts';
import { quarantineSection } from './quarantine-section.ts';
import { section } from './section.ts';
import type { View } from './view.ts';

type Dependencies = Pick<WidgetDependencies, 'bucket' | 'clock'> & { sources: LetterSources };

const schema = z.object({ after: z.optional(z.string()) });

const shown = [
  { title: 'Set aside', name: 'set-aside', why: '' },
  {
    title: 'Dead letters of the events queue',
    name: 'events',
    why: 'was not stored after all tries: the log of persist says why',
  },
  {
    title: 'Dead letters of the outbox',
    name: 'outbox',
    why: 'a wake-up that failed every time: the log of send says why',
  },
] as const;

/** What waits for somebody to look at it: quarantine, what was set aside, dead letters. */
export const createAttention =
  ({ bucket, clock, sources }: Dependencies): View =>
  async (call) => {
    const { after } = readParams(schema, call.params);
    const [quarantine, ...letters] = await Promise.all([
      section('Quarantine', () => quarantineSection({ bucket, clock }, call, after)),
      ...shown.map(({ title, name, why }) =>
        section(title, () => lettersSection({ name, source: sources[name], why }, call, clock())),
      ),
    ]);
    return html`${quarantine}${letters}`;
  };

import type { Channel } from '#functions/shared/domain/channel.ts';
import { haptik } from './haptik.ts';
import type { Source } from './source.ts';

/** Every source, by the name a channel gives it. A new source is one line here. */
export const sources: Readonly<Record<Channel['source'], Source>> = { haptik };

import type { IncomingEvent } from '#functions/shared/domain/event.ts';

const content = ({ kind, author, text, hsl }: IncomingEvent): string =>
  JSON.stringify([kind, author.type, author.id, text, hsl]);

/** Whether a repeated event says the same. Its time does not count: the platform stamps each request anew. */
export const sameContent = (a: IncomingEvent, b: IncomingEvent): boolean => content(a) === content(b);

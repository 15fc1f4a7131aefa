import type { ConversationReader } from '#functions/shared/domain/conversation-store.ts';
import { RelayError } from '#functions/shared/domain/errors.ts';
import type { ReadEvent } from '#functions/shared/domain/event.ts';
import type { Html } from '#functions/widget/html/html.ts';
import { eventHtml, type Fetched } from './event-html.ts';

/** Events on a page, fewer where they are large. */
const pageSize = 30;

/** What the events of a page take at most, in bytes of HTML: a browser shows it at once, and Lambda answers 6 MB. */
const largestPage = 750_000;

/** What a large event holds lies in the bucket: without it, its text is shown. */
const fetchContent = async (event: ReadEvent): Promise<Fetched> => {
  try {
    return { event, content: await event.content() };
  } catch (error) {
    if (error instanceof RelayError) return { event, content: undefined };
    throw error;
  }
};

/**
 * The newest events before a place, or of all, in the order of reading; `next` is the place of the page before.
 * @throws StoreUnavailableError
 */
export const readPage = async (
  reader: Pick<ConversationReader, 'events'>,
  conversationId: string,
  { before, personal }: { before: string | undefined; personal: boolean },
): Promise<{ events: Html[]; next: string | undefined }> => {
  const page = { order: 'desc', limit: pageSize, after: before } as const;
  const { items, next } = await reader.events(conversationId, page);
  const events: Html[] = [];
  let size = 0;
  for (const [index, item] of items.entries()) {
    const shown = eventHtml(await fetchContent(item), personal);
    size += Buffer.byteLength(String(shown));
    if (index > 0 && size > largestPage) return { events, next: items[index - 1]?.position };
    events.unshift(shown);
  }
  return { events, next };
};

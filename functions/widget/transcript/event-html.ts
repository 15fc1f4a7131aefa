import type { Author, Details, EventContent, EventKind, ReadEvent } from '#functions/shared/domain/event.ts';
import { parseElement } from '#functions/shared/domain/hsl/element.ts';
import { type Html, html, type Piece } from '#functions/widget/html/html.ts';
import { tag } from '#functions/widget/html/parts.ts';
import { timeText } from '#functions/widget/html/times.ts';
import { elementHtml, textHtml } from './element-html.ts';

/** An event, and its content as far as it could be fetched. */
export type Fetched = { event: ReadEvent; content: EventContent | undefined };

/** What of a value, or of a payload, is shown: characters. */
const longestValue = 400;
const longestPayload = 4000;

const cut = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, longest)}…`;

const kindNames: Readonly<Record<EventKind, string>> = {
  message: 'message',
  agent_assigned: 'agent assigned',
  conversation_idle: 'idle',
  conversation_complete: 'closed',
  agent_closed: 'closed by an agent',
  rating: 'rating',
  ticket: 'ticket',
  lead: 'lead',
  unknown: 'unknown event',
};

const authorText = ({ type, id, name }: Author, personal: boolean): string =>
  personal ? [type, name, id].filter((part) => part !== undefined).join(' · ') : type;

const detailsHtml = (details: Details | undefined): Html | undefined =>
  details &&
  html`<pre>${Object.entries(details).map(
    ([name, value]) => `${name}: ${cut(JSON.stringify(value) ?? '', longestValue)}\n`,
  )}</pre>`;

const payloadHtml = ({ payload }: EventContent): Html =>
  html`<details><summary>Payload</summary><pre>${cut(payload, longestPayload)}</pre></details>`;

/** What is shown on request only. */
const personalParts = ({ content }: Fetched): Piece =>
  content === undefined
    ? html`<p class="muted small">The content of this event cannot be shown: it was large, and is gone or could not be fetched.</p>`
    : [detailsHtml(content.details), payloadHtml(content)];

/** An element that takes more than this is shown as its text, which is bounded: bytes of HTML. */
const largestElement = 128 * 1024;

const saidHtml = ({ event, content }: Fetched): Html | undefined => {
  const element = content?.hsl && elementHtml(parseElement(content.hsl));
  const isFit = element !== undefined && Buffer.byteLength(String(element)) <= largestElement;
  return isFit ? element : textHtml(event.text);
};

/** The delivery's id leads to it in the log: it is nobody's. */
const metaHtml = (event: ReadEvent, personal: boolean): Html => {
  const when = timeText(event.platformAt ?? event.receivedAt);
  const sent = event.direction === 'out' && tag('sent by the relay', 'good');
  const delivery = event.deliveryId !== undefined && html` · delivery ${event.deliveryId}`;
  return html`<div class="meta">${authorText(event.author, personal)} · ${when} · #${event.seq}${delivery} ${sent}</div>`;
};

/** A message as a bubble, at the side of who wrote it; any other event as a line. */
export const eventHtml = (fetched: Fetched, personal: boolean): Html => {
  const { event } = fetched;
  const more = personal && personalParts(fetched);
  if (event.kind === 'message') {
    const said = saidHtml(fetched) ?? html`<p class="muted small">A message without words.</p>`;
    return html`<div class="bubble ${event.author.type}">${said}${metaHtml(event, personal)}${more}</div>`;
  }
  return html`<div class="note">${tag(kindNames[event.kind])} ${saidHtml(fetched)}${metaHtml(event, personal)}${more}</div>`;
};

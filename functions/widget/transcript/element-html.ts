import type { CarouselElement } from '#functions/shared/domain/hsl/carousel.ts';
import type { Element } from '#functions/shared/domain/hsl/element.ts';
import { renderText } from '#functions/shared/domain/hsl/element-text.ts';
import type { Face } from '#functions/shared/domain/hsl/face.ts';
import type { FormElement, FormField } from '#functions/shared/domain/hsl/form.ts';
import type { IntentsElement } from '#functions/shared/domain/hsl/intents.ts';
import { linkName } from '#functions/shared/domain/hsl/link.ts';
import type { ReceiptElement } from '#functions/shared/domain/hsl/receipt.ts';
import { renderElement } from '#functions/shared/domain/hsl/render-element.ts';
import type { TabListElement } from '#functions/shared/domain/hsl/tab-list.ts';
import { oneLine } from '#functions/shared/domain/text.ts';
import { type Html, html, type Piece } from '#functions/widget/html/html.ts';
import { outerLink } from '#functions/widget/html/link.ts';
import { table } from '#functions/widget/html/parts.ts';
import { chips, moreOf } from './actionable-html.ts';

/** Text in its lines; nothing where there is none. */
export const textHtml = (text: string): Html | undefined =>
  text.trim() === '' ? undefined : html`<p>${text}</p>`;

const spoken = (text: string): Html[] => renderText(text).flatMap((line) => textHtml(line) ?? []);

const strong = (text: string): Html | undefined =>
  text.trim() === '' ? undefined : html`<p><b>${oneLine(text)}</b></p>`;

const small = (text: string): Html | undefined =>
  text.trim() === '' ? undefined : html`<p class="small">${oneLine(text, 2048)}</p>`;

/** A picture is never fetched by the page that shows it: whoever wants to see it follows the link. */
const image = (link: string | undefined): Html | undefined =>
  link === undefined ? undefined : html`<p>${outerLink(linkName(link, 'Image'), link, 'small')}</p>`;

const face = ({ title, subTitle, description, image: picture }: Face): Piece[] => [
  image(picture),
  strong(title),
  small(subTitle),
  small(description),
];

const carousel = ({ text, cards }: CarouselElement): Html => {
  const each = cards.shown.map(
    (card) => html`<div class="card">${face(card)}${chips(card.actionables, card.miniActionable)}</div>`,
  );
  return html`${spoken(text)}<div class="cards">${each}${moreOf(cards)}</div>`;
};

const fieldRow = ({ key, type, hint, options }: FormField): Piece[] => [
  oneLine(hint) || oneLine(key) || 'Field',
  oneLine(type),
  options.shown.map((option) => oneLine(option)).join(', '),
  moreOf(options),
];

const form = ({ text, title, subtitle, fields }: FormElement): Html => html`
  ${spoken(text)}${strong(title)}${small(subtitle)}
  ${table(['Field', 'Input', 'Choices', ''], fields.shown.map(fieldRow), 'A form without fields.')}${moreOf(fields)}`;

const receipt = (element: ReceiptElement): Html => {
  const { header, subheaders, orderItems, amount, offerText, actionables } = element;
  const about = subheaders.shown.flatMap(({ headerOne, bodyOne, headerTwo, bodyTwo }) => [
    [oneLine(headerOne), oneLine(bodyOne)],
    [oneLine(headerTwo), oneLine(bodyTwo)],
  ]);
  const items = orderItems.shown.map(({ body, header: name, title, image: picture }) => [
    [oneLine(body), oneLine(name)].filter((text) => text !== '').join(' '),
    [oneLine(title), image(picture)],
  ]);
  const total = [...items, ...(amount === '' ? [] : [['Amount', oneLine(amount)]])];
  return html`
    ${spoken(element.text)}${strong(header)}
    ${table(['About', ''], about, 'A receipt.')}${moreOf(subheaders)}
    ${table(['Item', ''], total, 'No items.')}${moreOf(orderItems)}
    ${small(offerText)}${chips(actionables)}`;
};

const tabList = ({ text, tabs, actionables }: TabListElement): Html => {
  const each = tabs.shown.map(({ title, subTitle, items }) => {
    const rows = items.shown.map((item) => [
      oneLine(item.title) || 'Option',
      oneLine(item.caption),
      oneLine(item.price),
    ]);
    return html`${strong(title)}${small(subTitle)}${table(['Choice', '', 'Price'], rows, 'Nothing to choose.')}${moreOf(items)}`;
  });
  return html`${spoken(text)}${each}${moreOf(tabs)}${chips(actionables)}`;
};

const intents = ({ text, intents: list }: IntentsElement): Html => {
  const each = list.shown.map((intent) => html`<span class="chip">${oneLine(intent) || 'Option'}</span>`);
  return html`${spoken(text)}<div class="chips">${each}${moreOf(list)}</div>`;
};

/** An element as it would be seen, but that nothing can be pressed and nothing is fetched. */
export const elementHtml = (element: Element): Html => {
  switch (element.kind) {
    case 'text':
      return html`${spoken(element.text)}${chips(element.replies)}`;
    case 'button':
      return html`${spoken(element.text)}${chips(element.items)}`;
    case 'carousel':
      return carousel(element);
    case 'form':
      return form(element);
    case 'receipt':
      return receipt(element);
    case 'tab_list':
      return tabList(element);
    case 'intents':
      return intents(element);
    case 'silent':
    case 'native_action':
      return html`${spoken(element.text)}<p class="muted small">An order to the app: nothing to see.</p>`;
    case 'system':
    case 'unknown':
      return html`${textHtml(renderElement(element))}`;
    default:
      return element satisfies never;
  }
};

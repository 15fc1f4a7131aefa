import { oneLine } from '#functions/shared/domain/text.ts';
import { type Actionable, parseActionables } from './actionable.ts';
import { renderText } from './element-text.ts';
import { renderImage } from './face.ts';
import type { Hsl } from './hsl.ts';
import { joined, said } from './lines.ts';
import { httpLink } from './link.ts';
import { type Listing, listOfObjects, marked, renderListing } from './listing.ts';
import { objectAt, own, textAt } from './own.ts';
import { renderNumbered } from './render-actionable.ts';

/** Two facts side by side, such as an order's number and its date. */
type Subheader = { headerOne: string; bodyOne: string; headerTwo: string; bodyTwo: string };

/** A row; any one of its parts may be there. */
type OrderItem = { body: string; header: string; title: string; image?: string | undefined };

/** A receipt, documented in 2018 only. */
export type ReceiptElement = {
  kind: 'receipt';
  text: string;
  header: string;
  subheaders: Listing<Subheader>;
  orderItems: Listing<OrderItem>;
  amount: string;
  offerText: string;
  actionables: Listing<Actionable>;
};

const parseSubheader = (subheader: Hsl): Subheader => ({
  headerOne: textAt(subheader, 'header_one'),
  bodyOne: textAt(subheader, 'body_one'),
  headerTwo: textAt(subheader, 'header_two'),
  bodyTwo: textAt(subheader, 'body_two'),
});

const parseOrderItem = (item: Hsl): OrderItem => ({
  body: textAt(item, 'body'),
  header: textAt(item, 'header'),
  title: textAt(item, 'title'),
  image: httpLink(textAt(item, 'image_url')),
});

/** The document names the footer's keys, not where they stand: within `footer`, we take it, or beside it. */
const parseFooter = (data: Hsl): Pick<ReceiptElement, 'amount' | 'offerText' | 'actionables'> => {
  const footer = objectAt(data, 'footer');
  return {
    amount: textAt(footer, 'amount') || textAt(data, 'amount'),
    offerText: textAt(footer, 'offer_text') || textAt(data, 'offer_text'),
    actionables: parseActionables(own(footer, 'actionables') ?? own(data, 'actionables')),
  };
};

export const parseReceipt = (hsl: Hsl): ReceiptElement => {
  const data = objectAt(hsl, 'data');
  return {
    kind: 'receipt',
    text: textAt(hsl, 'text'),
    header: textAt(data, 'header'),
    subheaders: listOfObjects(own(data, 'subheader'), parseSubheader),
    orderItems: listOfObjects(own(data, 'order_items'), parseOrderItem),
    ...parseFooter(data),
  };
};

const renderSubheader = ({ headerOne, bodyOne, headerTwo, bodyTwo }: Subheader): string[] =>
  said(joined([headerOne, bodyOne], ': '), joined([headerTwo, bodyTwo], ': '));

/** In the order in which an app stacks them. */
const renderOrderItem = ({ body, header, title, image }: OrderItem): string => {
  const row = joined([body, header, title]);
  if (image === undefined) return row;
  return row === '' ? renderImage(image) : `${row}: ${image}`;
};

const renderAmount = (amount: string): string => (amount === '' ? '' : `Amount: ${amount}`);

export const renderReceipt = (element: ReceiptElement): string[] => [
  ...renderText(element.text),
  ...said(oneLine(element.header)),
  ...renderListing(element.subheaders, renderSubheader),
  ...renderListing(element.orderItems, (item) => marked('- ', said(renderOrderItem(item)))),
  ...said(renderAmount(oneLine(element.amount)), oneLine(element.offerText)),
  ...renderNumbered(element.actionables),
];

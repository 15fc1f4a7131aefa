import { type Actionable, parseActionables } from './actionable.ts';
import { renderText } from './element-text.ts';
import type { Hsl } from './hsl.ts';
import { joined, said } from './lines.ts';
import { type Listing, listOfObjects, renderListing } from './listing.ts';
import { objectAt, own, textAt } from './own.ts';
import { renderBulleted } from './render-actionable.ts';

/** A row to choose; `value` is sent as the user's answer. */
type TabItem = { title: string; caption: string; price: string; value: string };

type Tab = { title: string; subTitle: string; items: Listing<TabItem> };

/** Rows to choose from, such as flights out and back; the button below sends the choice. Documented in 2018 only. */
export type TabListElement = {
  kind: 'tab_list';
  text: string;
  tabs: Listing<Tab>;
  actionables: Listing<Actionable>;
};

const parseTabItem = (item: Hsl): TabItem => ({
  title: textAt(item, 'title'),
  caption: textAt(item, 'caption'),
  price: textAt(item, 'price'),
  value: textAt(item, 'message') || textAt(item, 'title'),
});

const parseTab = (tab: Hsl): Tab => ({
  title: textAt(tab, 'title'),
  subTitle: textAt(tab, 'sub_title'),
  items: listOfObjects(own(tab, 'tab_items'), parseTabItem),
});

export const parseTabList = (hsl: Hsl): TabListElement => {
  const data = objectAt(hsl, 'data');
  return {
    kind: 'tab_list',
    text: textAt(hsl, 'text'),
    tabs: listOfObjects(own(data, 'tabs'), parseTab),
    actionables: parseActionables(own(data, 'actionables')),
  };
};

const renderTabItem = ({ title, caption, price }: TabItem, index: number): string[] => [
  `${index + 1}. ${joined([title, caption, price]) || 'Option'}`,
];

const renderTab = ({ title, subTitle, items }: Tab): string[] => [
  ...said(joined([title, subTitle])),
  ...renderListing(items, renderTabItem),
];

export const renderTabList = ({ text, tabs, actionables }: TabListElement): string[] => [
  ...renderText(text),
  ...renderListing(tabs, renderTab),
  ...renderBulleted(actionables),
];

import { type ButtonElement, parseButton } from './button.ts';
import { type CarouselElement, parseCarousel } from './carousel.ts';
import { type FormElement, parseForm } from './form.ts';
import type { Hsl } from './hsl.ts';
import { type IntentsElement, parseIntents } from './intents.ts';
import { nameAt } from './own.ts';
import { parseReceipt, type ReceiptElement } from './receipt.ts';
import { type NativeActionElement, parseNativeAction, parseSilent, type SilentElement } from './silent.ts';
import { parseSystem, type SystemElement } from './system.ts';
import { parseTabList, type TabListElement } from './tab-list.ts';
import { parseTextElement, type TextElement } from './text.ts';
import { parseUnknown, type UnknownElement } from './unknown.ts';

/**
 * An element as far as text can show it and an answer needs it. Texts are as they came, links are safe to show,
 * lists are cut; what is left out (colours, widths, analytics) is in the raw element.
 */
export type Element =
  | TextElement
  | ButtonElement
  | CarouselElement
  | FormElement
  | SilentElement
  | NativeActionElement
  | SystemElement
  | ReceiptElement
  | TabListElement
  | IntentsElement
  | UnknownElement;

const parsers: ReadonlyMap<string, (hsl: Hsl) => Element> = new Map<string, (hsl: Hsl) => Element>([
  ['TEXT', parseTextElement],
  ['BUTTON', parseButton],
  ['CAROUSEL', parseCarousel],
  ['FORM', parseForm],
  ['SILENT', parseSilent],
  ['NATIVE_ACTION', parseNativeAction],
  ['SYSTEM', parseSystem],
  ['RECEIPT', parseReceipt],
  ['TAB_LIST', parseTabList],
]);

/** Reads an element of any type and any shape; never throws. */
export const parseElement = (hsl: Hsl): Element =>
  parseIntents(hsl) ?? (parsers.get(nameAt(hsl, 'type')) ?? parseUnknown)(hsl);

import { plainText } from '#functions/shared/domain/text.ts';
import { renderButton } from './button.ts';
import { renderCarousel } from './carousel.ts';
import type { Element } from './element.ts';
import { renderForm } from './form.ts';
import { renderIntents } from './intents.ts';
import { renderReceipt } from './receipt.ts';
import { renderUnseen } from './silent.ts';
import { renderSystem } from './system.ts';
import { renderTabList } from './tab-list.ts';
import { renderTextElement } from './text.ts';
import { renderUnknown } from './unknown.ts';

const linesOf = (element: Element): string[] => {
  switch (element.kind) {
    case 'text':
      return renderTextElement(element);
    case 'button':
      return renderButton(element);
    case 'carousel':
      return renderCarousel(element);
    case 'form':
      return renderForm(element);
    case 'silent':
    case 'native_action':
      return renderUnseen(element);
    case 'system':
      return renderSystem(element);
    case 'receipt':
      return renderReceipt(element);
    case 'tab_list':
      return renderTabList(element);
    case 'intents':
      return renderIntents(element);
    case 'unknown':
      return renderUnknown(element);
    default:
      return element satisfies never;
  }
};

/** An element as plain text of at most 64 KiB of UTF-8; empty where it has nothing to say. */
export const renderElement = (element: Element): string => plainText(linesOf(element).join('\n'));

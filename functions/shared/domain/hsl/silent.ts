import { renderText } from './element-text.ts';
import type { Hsl } from './hsl.ts';
import { type Listing, listOfObjects } from './listing.ts';
import { objectAt, own, textAt } from './own.ts';

/** Orders to an app, by their types; nothing to see. */
export type SilentElement = { kind: 'silent'; text: string; actions: Listing<string> };

/** Calls a method of the app that the chat is built into; nothing to see. */
export type NativeActionElement = { kind: 'native_action'; text: string; method: string };

export const parseSilent = (hsl: Hsl): SilentElement => ({
  kind: 'silent',
  text: textAt(hsl, 'text'),
  actions: listOfObjects(
    own(objectAt(hsl, 'data'), 'silent_actions'),
    (action) => textAt(action, 'type') || undefined,
  ),
});

export const parseNativeAction = (hsl: Hsl): NativeActionElement => ({
  kind: 'native_action',
  text: textAt(hsl, 'text'),
  method: textAt(objectAt(hsl, 'data'), 'method'),
});

export const renderUnseen = ({ text }: SilentElement | NativeActionElement): string[] => renderText(text);

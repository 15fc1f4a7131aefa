import { type Face, parseFace } from './face.ts';
import type { Hsl } from './hsl.ts';
import { httpLink } from './link.ts';
import { type Listing, listOf, listOfObjects } from './listing.ts';
import { asText, flagAt, nameAt, objectAt, own, textAt } from './own.ts';

/** Another page that a button opens. */
export type Screen = Face & {
  images: Listing<string>;
  items: Listing<Face>;
  actionables: Listing<Actionable>;
};

/** What happens when a button is pressed, as far as text can say it. */
type Action =
  /** Sends `value` to the bot as the user's answer: gogo_message, else message, else the label. */
  | { kind: 'reply'; value: string }
  /** Opens `url`: http or https. */
  | { kind: 'link'; url: string }
  /** Calls a number; the documents do not say where it stands. */
  | { kind: 'call' }
  | { kind: 'screen'; screen: Screen }
  /** Shows the form of that id. */
  | { kind: 'form'; formId: string }
  /** Does what only an app can do: `action` is its uri or type in capitals, such as `SEND_LOCATION`. */
  | { kind: 'app'; action: string }
  | { kind: 'inert' };

/** A button or quick reply. `message` is shown as the user's, `gogoMessage` is what the bot gets in its place. */
export type Actionable = Action & {
  label: string;
  message: string;
  gogoMessage: string;
  isDefault: boolean;
};

type Reading = { name: string; uri: string; label: string; payload: Hsl; nested: boolean };

const replyOf = ({ payload, label }: Reading): Action => ({
  kind: 'reply',
  value: textAt(payload, 'gogo_message') || textAt(payload, 'message') || label,
});

/** A page behind a button is hinted at, not shown whole: there may be one for each of 400 buttons. */
const mostOnScreen = 5;

/** A screen within a screen is not read: nobody documents one, and it could go on. */
const screenOf = ({ payload, nested, uri }: Reading): Action =>
  nested
    ? { kind: 'app', action: uri }
    : {
        kind: 'screen',
        screen: {
          ...parseFace(payload),
          images: listOf(own(payload, 'images'), (image) => httpLink(asText(image)), mostOnScreen),
          items: listOfObjects(own(payload, 'items'), parseFace, mostOnScreen),
          actionables: listOfObjects(
            own(payload, 'actionables'),
            (entry) => readActionable(entry, true),
            mostOnScreen,
          ),
        },
      };

/** `url` is called `link` in older elements. */
const linkOf = (payload: Hsl): string | undefined =>
  httpLink(textAt(payload, 'url')) ?? httpLink(textAt(payload, 'link'));

/** Without a type and a uri that decide, what the payload holds does. */
const actionByPayload = (reading: Reading): Action => {
  const { name, uri, payload } = reading;
  const url = linkOf(payload);
  if (url !== undefined) return { kind: 'link', url };
  if (uri !== '') return { kind: 'app', action: uri };
  if (textAt(payload, 'message') !== '' || textAt(payload, 'gogo_message') !== '') return replyOf(reading);
  return name === '' ? { kind: 'inert' } : { kind: 'app', action: name };
};

const actionByUri = (reading: Reading): Action => {
  switch (reading.uri) {
    case 'CALL':
      return { kind: 'call' };
    case 'CAROUSEL_DETAIL':
    case 'CAROUSEL_DEFAULT':
      return screenOf(reading);
    default:
      return actionByPayload(reading);
  }
};

const actionOf = (reading: Reading): Action => {
  switch (reading.name) {
    case 'TEXT':
    case 'TEXT_ONLY':
    case 'TAB_LIST_TEXT_ONLY':
      return replyOf(reading);
    case 'FORM_SHOW':
      return { kind: 'form', formId: textAt(reading.payload, 'id') };
    case 'SHARE':
    case 'SHARE_RECEIPT':
    case 'SHARE_REFERRAL':
    case 'APP_FEEDBACK':
      return { kind: 'app', action: reading.name };
    default:
      return actionByUri(reading);
  }
};

const readActionable = (value: Hsl, nested: boolean): Actionable => {
  const payload = objectAt(value, 'payload');
  const label = textAt(value, 'actionable_text') || textAt(value, 'option_unselected_text');
  return {
    ...actionOf({ name: nameAt(value, 'type'), uri: nameAt(value, 'uri'), label, payload, nested }),
    label,
    message: textAt(payload, 'message'),
    gogoMessage: textAt(payload, 'gogo_message'),
    isDefault: flagAt(value, 'is_default'),
  };
};

/** Reads a list of buttons or quick replies. */
export const parseActionables = (value: unknown): Listing<Actionable> =>
  listOfObjects(value, (entry) => readActionable(entry, false));

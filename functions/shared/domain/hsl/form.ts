import { oneLine } from '#functions/shared/domain/text.ts';
import { renderText } from './element-text.ts';
import type { Hsl } from './hsl.ts';
import { said } from './lines.ts';
import { type Listing, listOf, listOfObjects, renderListing } from './listing.ts';
import { asText, objectAt, own, textAt } from './own.ts';

/** What is asked for. `type` is the input's (`text`, `date`, `picker` …); `order` is infinite where none was given. */
export type FormField = { key: string; type: string; hint: string; order: number; options: Listing<string> };

/** Fields to fill in, by their order; of a form of more than 20 fields, the first that came. */
export type FormElement = {
  kind: 'form';
  text: string;
  title: string;
  subtitle: string;
  fields: Listing<FormField>;
};

/** The documents say both a list and a text. */
const optionsOf = (options: unknown): Listing<string> =>
  listOf(Array.isArray(options) ? options : [options], (option) => asText(option) || undefined);

const parseField = (field: Hsl): FormField => {
  const order = textAt(field, 'order');
  return {
    key: textAt(field, 'key'),
    type: textAt(field, 'type'),
    hint: textAt(field, 'hint'),
    order: /^-?\d+$/.test(order) ? Number(order) : Infinity,
    options: optionsOf(own(field, 'options')),
  };
};

/** Title and subtitle stand beside `type`, where other elements have their text; within `data` they count as well. */
export const parseForm = (hsl: Hsl): FormElement => {
  const data = objectAt(hsl, 'data');
  const { shown, more } = listOfObjects(own(data, 'fields'), parseField);
  return {
    kind: 'form',
    text: textAt(hsl, 'text'),
    title: textAt(hsl, 'title') || textAt(data, 'title'),
    subtitle: textAt(hsl, 'subtitle') || textAt(data, 'subtitle'),
    // Two without an order differ by NaN, which counts as equal.
    fields: { shown: shown.toSorted((a, b) => a.order - b.order), more },
  };
};

const renderField = ({ key, type, hint, options }: FormField): string => {
  const choices = renderListing(options, (option) => said(oneLine(option))).join(', ');
  const about = said(oneLine(type), choices).join(': ');
  return `- ${oneLine(hint) || oneLine(key) || 'Field'}${about === '' ? '' : ` (${about})`}`;
};

export const renderForm = ({ text, title, subtitle, fields }: FormElement): string[] => [
  ...renderText(text),
  ...said(oneLine(title), oneLine(subtitle)),
  ...renderListing(fields, (field) => [renderField(field)]),
  ...(fields.shown.length === 0 ? [] : ['Please answer in a message.']),
];

import * as z from 'zod/mini';
import { InvalidRequestError } from '#functions/shared/domain/errors.ts';
import { isJsonObject } from '#functions/shared/domain/json.ts';
import { createButton, type MakeButton } from './html/button.ts';
import type { Theme } from './html/page.ts';

/** One call of the widget, as CloudWatch makes it. */
export type Call = {
  /** Those of the button that was pressed, else the widget's own in the dashboard. */
  params: Readonly<Record<string, unknown>>;
  /** What was written into the fields of its forms; those left empty are not there. */
  fields: Readonly<Record<string, string>>;
  /** Whether an act stands in the widget's own parameters: then it is called without anybody pressing a button. */
  actIsOwn: boolean;
  theme: Theme;
  button: MakeButton;
};

const objectAt = (value: unknown, key: string): Readonly<Record<string, unknown>> => {
  const found = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isJsonObject(found) ? found : {};
};

const filled = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
    ),
  );

/**
 * Reads a call out of an event of CloudWatch's dashboards: the parameters, and beside them `widgetContext` with the
 * theme, the forms, and the parameters that the widget has of its own.
 */
export const readCall = (event: unknown, endpoint: string): Call => {
  const { widgetContext: _, ...params } = isJsonObject(event) ? event : {};
  const context = objectAt(event, 'widgetContext');
  return {
    params,
    fields: filled(objectAt(objectAt(context, 'forms'), 'all')),
    actIsOwn: Object.hasOwn(objectAt(context, 'params'), 'act'),
    theme: context.theme === 'dark' ? 'dark' : 'light',
    button: createButton(endpoint),
  };
};

/**
 * Parameters by their schema; others are nobody's business.
 * @throws InvalidRequestError naming each that is not as it must be, without its value.
 */
export const readParams = <Schema extends z.ZodMiniType>(
  schema: Schema,
  params: Readonly<Record<string, unknown>>,
): z.output<Schema> => {
  const { success, data, error } = z.safeParse(schema, params);
  if (success) return data;
  throw new InvalidRequestError(
    error.issues.map(({ path, message }) => ({ field: path.join('.'), message })),
  );
};

/** Whether personal fields are to be shown too. */
export const personalParam = z._default(z.optional(z.boolean('must be true or false')), false);

/** The name of a configured channel. */
export const channelParam = (names: readonly string[]) =>
  z.optional(
    z.string().check(z.refine((name) => names.includes(name), `must be one of ${names.join(', ')}`)),
  );

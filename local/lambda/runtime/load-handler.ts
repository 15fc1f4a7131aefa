import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Context } from './context.ts';

/** Handlers that take a callback are gone from nodejs24.x. */
export type Handler = (event: unknown, context: Context) => Promise<unknown>;

const { LAMBDA_TASK_ROOT: folder = '', _HANDLER: name = '' } = process.env;

class HandlerNotFound extends Error {
  override readonly name = 'Runtime.HandlerNotFound';
}

/** @throws whatever the module throws while it loads, or an Error when it has no such export. */
export const loadHandler = (): Handler => {
  const dot = name.lastIndexOf('.');
  const module: unknown = createRequire(join(folder, 'index.js'))(join(folder, name.slice(0, dot)));
  const handler: unknown = Reflect.get(Object(module), name.slice(dot + 1));
  if (typeof handler !== 'function') throw new HandlerNotFound(`${name} is undefined or not exported`);
  return async (event, context): Promise<unknown> => handler(event, context);
};

import * as z from 'zod/mini';
import { callAws } from './call-aws.ts';

const pageSchema = z.object({
  Functions: z.array(z.object({ FunctionName: z.string() })),
  NextMarker: z.nullish(z.string()),
});

/** Name of the stack's function with this id in the code of the stack. */
export const functionOf = async (stackName: string, id: string): Promise<string> => {
  let marker = '';
  do {
    const path = `/2015-03-31/functions/?MaxItems=50${marker}`;
    const { body } = await callAws({ service: 'lambda', method: 'GET', path });
    const { Functions, NextMarker } = z.parse(pageSchema, JSON.parse(body));
    const found = Functions.find(({ FunctionName }) => FunctionName.startsWith(`${stackName}-${id}Function`));
    if (found !== undefined) return found.FunctionName;
    marker = typeof NextMarker === 'string' ? `&Marker=${encodeURIComponent(NextMarker)}` : '';
  } while (marker !== '');
  throw new Error(`${stackName} has no function ${id}.`);
};

/**
 * Invokes a function and gives what it answers.
 * @throws Error when it failed.
 */
export const invoke = async (name: string, event: unknown): Promise<unknown> => {
  const answer = await callAws({
    service: 'lambda',
    method: 'POST',
    path: `/2015-03-31/functions/${name}/invocations`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  });
  if (answer.status === 200 && answer.headers['x-amz-function-error'] === undefined)
    return JSON.parse(answer.body);
  throw new Error(`${name} answered ${answer.status}: ${answer.body}`);
};

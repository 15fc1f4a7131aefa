import * as z from 'zod/mini';
import { scalarTextSchema } from '#local/scalar-text.ts';
import type { ListResources } from './resources.ts';

/** A Lambda function as the template deploys it. */
export type LambdaFunction = {
  readonly name: string;
  readonly arn: string;
  /** Folder of the bundle. */
  readonly codeFolder: string;
  /** `<file>.<export>`. */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Most executions at once that the template grants; above it the function throttles. */
  readonly reservedConcurrency: number | undefined;
};

const propertiesSchema = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Runtime: z.string().check(z.startsWith('nodejs', 'only Node.js functions run locally')),
  Timeout: z._default(z.number(), 3),
  MemorySize: z._default(z.number(), 128),
  Environment: z._default(z.object({ Variables: z._default(z.record(z.string(), scalarTextSchema), {}) }), {
    Variables: {},
  }),
  ReservedConcurrentExecutions: z.optional(z.number()),
});

export const listFunctions = (
  list: ListResources,
  assetFolders: ReadonlyMap<string, string>,
): LambdaFunction[] =>
  list('AWS::Lambda::Function', propertiesSchema).map(({ logicalId, name, attributes, properties }) => {
    const codeFolder = assetFolders.get(properties.Code.S3Key);
    if (codeFolder === undefined)
      throw new Error(`The code of ${logicalId} is not among the assembly's assets: synthesise again.`);
    return {
      name,
      arn: attributes.Arn ?? '',
      codeFolder,
      handler: properties.Handler,
      timeoutSeconds: properties.Timeout,
      memoryMb: properties.MemorySize,
      environment: properties.Environment.Variables,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
    };
  });

/**
 * Finds a function by its name or ARN, or by the ARN of an alias or version, which it then has as its own: here every
 * version has the same code.
 * @throws Error where the template has none.
 */
export const functionCalled = (functions: readonly LambdaFunction[], id: string): LambdaFunction => {
  const found = functions.find(({ name, arn }) => id === name || id === arn || id.startsWith(`${arn}:`));
  if (found) return id.startsWith(`${found.arn}:`) ? { ...found, arn: id } : found;
  throw new Error(`No function of the template is called ${id}.`);
};

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

/** What synthesis left in a folder: one stack's template, and where the files that it deploys are. */
export type Assembly = {
  readonly stackName: string;
  /** The parsed template, unchecked. */
  readonly template: unknown;
  /** Folder of a zipped asset, by the object key that the template names. */
  readonly assetFolders: ReadonlyMap<string, string>;
};

const manifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.looseObject({ type: z.string(), properties: z.optional(z.record(z.string(), z.unknown())) }),
  ),
});

const stackPropertiesSchema = z.object({ templateFile: z.string() });
const assetPropertiesSchema = z.object({ file: z.string() });

const assetsSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string(), packaging: z.string() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

const listAssetFolders = (folder: string, file: string): [string, string][] =>
  Object.values(assetsSchema.parse(readJson(join(folder, file))).files)
    .filter(({ source }) => source.packaging === 'zip')
    .flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }): [string, string] => [
        objectKey,
        join(folder, source.path),
      ]),
    );

/**
 * Reads a cloud assembly's folder.
 * @throws Error unless it holds exactly one stack.
 */
export const readAssembly = (folder: string): Assembly => {
  const artifacts = Object.entries(manifestSchema.parse(readJson(join(folder, 'manifest.json'))).artifacts);
  const ofType = (wanted: string) => artifacts.filter(([, { type }]) => type === wanted);
  const [stack, ...others] = ofType('aws:cloudformation:stack');
  if (stack === undefined || others.length > 0)
    throw new Error(`The app must make exactly one stack to be run locally; ${folder} holds another number.`);
  const [stackName, { properties }] = stack;
  const assets = ofType('cdk:asset-manifest').map(([, manifest]) =>
    assetPropertiesSchema.parse(manifest.properties),
  );
  return {
    stackName,
    template: readJson(join(folder, stackPropertiesSchema.parse(properties).templateFile)),
    assetFolders: new Map(assets.flatMap(({ file }) => listAssetFolders(folder, file))),
  };
};

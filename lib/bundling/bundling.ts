import { join } from 'node:path';
import { type BundlingOptions, LogLevel, OutputFormat, SourceMapMode } from 'aws-cdk-lib/aws-lambda-nodejs';

/** SDK modules that a Lambda function never needs, and the file of ours that takes the place of each. */
export const aliases = {
  '@aws-sdk/credential-provider-node': 'environment-credentials.ts',
  '@smithy/core/event-streams': 'no-event-streams.ts',
} as const;

/**
 * Modules of rare paths only, or that `watch` alone needs, loaded by `import()`. esbuild cannot split CommonJS: kept
 * inside the bundle they double the time to start, as code shared with them is neither dropped nor delayed. So they lie
 * beside the bundle.
 */
export const lazyModules = [
  '@aws-sdk/client-s3',
  '@aws-sdk/s3-request-presigner',
  '@aws-sdk/client-cloudwatch',
] as const;

const aliasArguments = Object.entries(aliases).map(
  ([module, file]) => `${module}=${join(import.meta.dirname, file)}`,
);

const bundleLazyModules = (outputDir: string): string =>
  [
    'npx --no-install esbuild --bundle --platform=node --target=node24 --format=cjs --main-fields=module,main',
    '--minify --sourcemap=external --sources-content=false --log-level=warning',
    ...aliasArguments.map((alias) => `"--alias:${alias}"`),
    `"--outdir=${join(outputDir, 'node_modules')}"`,
    ...lazyModules.map((module) => `"${module}/index=${module}"`),
  ].join(' ');

/** How every function is bundled. Each line was measured; together they halve the cold start. */
export const bundling: BundlingOptions = {
  // ESM output evaluates every getter of node:http at start, which loads undici and http2.
  format: OutputFormat.CJS,
  mainFields: ['module', 'main'],
  minify: true,
  // Beside the code, for reading a stack trace by hand; an inline one is parsed at every cold start.
  sourceMapMode: SourceMapMode.EXTERNAL,
  sourcesContent: false,
  // Nothing else: the SDK of the runtime is not pinned, not shaken, and starts slower than our own.
  externalModules: [...lazyModules],
  logLevel: LogLevel.WARNING,
  esbuildArgs: { '--alias': aliasArguments },
  commandHooks: {
    beforeBundling: () => [],
    beforeInstall: () => [],
    afterBundling: (_inputDir, outputDir) => [bundleLazyModules(outputDir)],
  },
};

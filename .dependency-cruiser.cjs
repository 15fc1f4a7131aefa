// The direction of the house: what may import what. test/direction.test.ts proves that a forbidden import is caught.
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbid('no-cycles', 'a cycle hides which module is the lower one', {}, { circular: true }),
    forbid(
      'domain-is-pure',
      'the domain knows no I/O, no AWS and no other layer',
      { path: '^functions/shared/domain/' },
      { path: '^(?!functions/shared/domain/|node_modules/zod/|(node:)?(crypto|buffer|util)$)' },
    ),
    forbid(
      'sources-use-the-domain-only',
      'a source turns bytes into events; it does no I/O',
      { path: '^functions/shared/sources/' },
      { path: '^functions/shared/adapters/|^node_modules/@aws-sdk/' },
    ),
    forbid(
      'adapters-use-the-domain-only',
      'sources and adapters never import each other',
      { path: '^functions/shared/adapters/' },
      { path: '^functions/shared/sources/' },
    ),
    forbid(
      'shared-knows-no-function',
      'what is shared must not depend on one of its users',
      { path: '^functions/shared/' },
      { path: '^functions/(?!shared/)' },
    ),
    forbid(
      'functions-are-separate',
      'Lambdas never import one another',
      { path: '^functions/(?!shared/)([^/]+)/' },
      { path: '^functions/(?!shared/)', pathNot: '^functions/$1/' },
    ),
    forbid(
      'use-cases-know-no-aws',
      'only handlers, middlewares and adapters know AWS; a use case takes ports',
      { path: '^functions/(?!shared/)', pathNot: '/handler\\.ts$' },
      { path: '^node_modules/@aws-sdk/|^functions/shared/adapters/' },
    ),
    forbid(
      'append-takes-ports',
      'adding to a conversation is a use case that several functions share',
      { path: '^functions/shared/append/' },
      { path: '^node_modules/@aws-sdk/|^functions/shared/(adapters|sources)/' },
    ),
    forbid(
      'shared-acts-take-ports',
      'what several doors have done (api, widget, an operator) knows no AWS, and reads by sources alone',
      { path: '^functions/shared/(outbox-acts|quarantine|redrive)/' },
      { path: '^node_modules/@aws-sdk/|^functions/shared/adapters/' },
    ),
    forbid(
      'runtime-knows-no-infrastructure',
      'deployed code never imports what builds or runs it',
      { path: '^functions/' },
      { path: '^(bin|lib|local|bench|test)/|^node_modules/(aws-cdk-lib|constructs)/' },
    ),
    forbid(
      'infrastructure-takes-types-only',
      'lib reads the types of a function’s environment and routes, never its code',
      { path: '^lib/' },
      { path: '^functions/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'infrastructure-stands-alone',
      'lib is used by bin and local, never the other way round',
      { path: '^lib/' },
      { path: '^(bin|local|bench|test)/' },
    ),
    forbid(
      'nothing-imports-tests',
      'tests are the outermost layer',
      { path: '^(bin|lib|functions|local|bench)/' },
      { path: '^test/' },
    ),
    // aws-lambda is types only: @types/aws-lambda, with no package behind it.
    forbid('resolvable', 'every import resolves', {}, { couldNotResolve: true, pathNot: '^aws-lambda$' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/fixtures/forbidden-import/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};

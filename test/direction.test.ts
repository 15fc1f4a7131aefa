import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';

const cruiseSchema = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string() })) }),
  }),
});

const root = new URL('..', import.meta.url);
const fixture = new URL('fixtures/forbidden-import/', import.meta.url);

const cruise = async (command: string, cwd: URL) => {
  const [program = '', ...args] = command.split(' ');
  const { stdout } = await promisify(execFile)(program, args, { cwd, maxBuffer: 64 * 1024 * 1024 });
  return z.parse(cruiseSchema, JSON.parse(stdout));
};

const asText = ({ from, rule }: { from: string; rule: { name: string } }) => `${rule.name}: ${from}`;

test('every rule of direction catches its forbidden import, and nothing that is allowed', async () => {
  const command =
    'npx depcruise --config ../../../.dependency-cruiser.cjs --output-type json functions lib local test';

  const { summary } = await cruise(command, fixture);
  const { violations, ruleSetUsed } = summary;

  expect(violations.map(asText).sort()).toEqual([
    'adapters-use-the-domain-only: functions/shared/adapters/reads-source.ts',
    'append-takes-ports: functions/shared/append/reads-adapter.ts',
    'domain-is-pure: functions/shared/domain/reads-adapter.ts',
    'functions-are-separate: functions/ingest/reads-persist.ts',
    'infrastructure-stands-alone: lib/reads-local.ts',
    'infrastructure-takes-types-only: lib/reads-function-code.ts',
    'no-cycles: local/cycle-a.ts',
    'nothing-imports-tests: local/reads-test.ts',
    'resolvable: local/reads-nothing.ts',
    'runtime-knows-no-infrastructure: functions/ingest/reads-lib.ts',
    'shared-acts-take-ports: functions/shared/redrive/reads-adapter.ts',
    'shared-knows-no-function: functions/shared/adapters/reads-function.ts',
    'sources-use-the-domain-only: functions/shared/sources/reads-adapter.ts',
    'use-cases-know-no-aws: functions/persist/reads-adapter.ts',
  ]);
  const rules = ruleSetUsed.forbidden.map(({ name }) => name);
  expect(violations.map(({ rule }) => rule.name).sort()).toEqual(rules.sort());
}, 60_000);

// With a TypeScript it cannot use, dependency-cruiser reads nothing and reports success: so what it read is checked.
test('every folder of the tree is read and has no forbidden import', async () => {
  const command = 'npm run --silent check:direction -- --output-type json';

  const { modules, summary } = await cruise(command, root);

  const folders = new Set(modules.map(({ source }) => source.split('/')[0]));
  expect([...folders]).toEqual(expect.arrayContaining(['bin', 'functions', 'lib', 'local', 'test']));
  expect(summary.violations.map(asText)).toEqual([]);
}, 60_000);

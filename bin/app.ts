import { ConfigurationError } from '#lib/configuration-error.ts';
import { createRelayApp } from '#lib/relay-app.ts';
import { addTemplateChecks } from '#lib/template-checks.ts';

try {
  const app = createRelayApp({ context: {} });
  addTemplateChecks(app);
  app.synth();
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  console.error(error.message);
  // At once: an app of the CLI's is synthesised when the process comes to its end, however little of it was built.
  process.exit(1);
}

import { createRelayApp } from '#lib/relay-app.ts';
import { addTemplateChecks } from '#lib/template-checks.ts';

const app = createRelayApp({ context: {} });
addTemplateChecks(app);
app.synth();

import { createRelayApp } from '#lib/relay-app.ts';

createRelayApp({ context: {} }).synth();

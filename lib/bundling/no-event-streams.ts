/**
 * Takes the place of `@smithy/core/event-streams` in the bundles. No call of ours streams events, and the SDK's
 * dynamic import of that module keeps esbuild from dropping unused code around it.
 */
export class EventStreamSerde {
  constructor() {
    throw new Error('Event streams are not bundled: take their alias out of lib/bundling/bundling.ts.');
  }
}

export const eventStreamSerdeProvider = () => ({});

export const resolveEventStreamSerdeConfig = <Config>(config: Config): Config => config;

import type { Target } from './target.ts';

/** One run of the test. */
export type Test = {
  readonly target: Target;
  /** A folder of this run's own. */
  readonly folder: string;
  readonly stackName: string;
  readonly signal: AbortSignal;
};

/** Ports on loopback that the deployed functions call: they are named in the template, so before anything listens there. */
export type Ports = { readonly door: number; readonly simulator: number };

/** What the platform knows us by. */
export type Platform = { readonly token: string; readonly clientId: string };

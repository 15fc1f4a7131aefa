import type { Clock } from '#local/simulator/clock.ts';
import { refuse } from '#local/simulator/routes.ts';
import type { Webhook } from '#local/simulator/webhook/webhook.ts';
import type { PlatformState } from './platform-state.ts';

/** What the platform's endpoints work with. `timeScale` divides its waiting times. */
export type Platform = { state: PlatformState; webhook: Webhook; clock: Clock; timeScale: number };

/** What a client must present: `Authorization: Bearer <token>` and `client-id`. */
export type Credentials = { token: string; clientId: string };

export const notRegistered = refuse(403, 'user is not registered');

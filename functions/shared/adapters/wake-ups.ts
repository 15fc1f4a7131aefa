import type { WakeUps } from '#functions/shared/domain/outbox/outbox-store.ts';
import { toWakeUp } from '#functions/shared/domain/outbox/wake-up.ts';
import type { FifoQueue } from '#functions/shared/domain/ports.ts';

/** A wake-up that takes longer is given up: that delays a lane and loses nothing. Milliseconds. */
const longest = 5_000;

/** Wakes lanes up through a FIFO queue, as `openFifoQueue` opens one. What it fails with is the SDK's own error. */
export const createWakeUps = (queue: FifoQueue): WakeUps => ({
  send: async (lane, token) => queue.send(toWakeUp(lane, token), AbortSignal.timeout(longest)),
});

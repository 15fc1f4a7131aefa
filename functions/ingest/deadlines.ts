/**
 * How long each step of a delivery may take, in milliseconds; the platform gives up at 5 s and the function at 4 s.
 * The first secret of a cold start may take its time, as nothing can be judged without it.
 */
export const deadlines = {
  /** After the arrival. */
  secrets: 1800,
  /** After the sender is proven. */
  queue: 1200,
  /** After the arrival. */
  bucket: 3300,
} as const;

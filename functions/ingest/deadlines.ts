/**
 * How long the steps of a delivery may take, in milliseconds. The platform gives up at 5 s and the function at 4 s; what
 * lies between `answer` and that is for a slow start, the log and the answer itself.
 */
export const deadlines = {
  /** After the arrival. The first secret of a cold start may take its time: nothing can be judged without it. */
  secrets: 1800,
  /** One call of the queue or the bucket, however much time is left: two tries of half a second each. */
  call: 1200,
  /** After the arrival: something has taken the delivery, or the answer is that nothing did. */
  answer: 3300,
} as const;

/**
 * How long the next call may take, `elapsed` after the arrival, when so many calls may become necessary one after the
 * other, this one included. They share what is left evenly, so that the last resort always has its turn.
 */
export const timeForCall = (elapsed: number, calls: number): number =>
  Math.max(0, Math.floor(Math.min(deadlines.call, (deadlines.answer - elapsed) / calls)));

/** The most that a timer takes, 24.8 days: Node fires a longer one at once. */
export const longestTimerMs = 2 ** 31 - 1;

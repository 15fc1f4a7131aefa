/** Why the test cannot run on this machine. It is said aloud, and counts as a failure where the test is required. */
export class SkippedError extends Error {
  override readonly name = 'SkippedError';
}

/**
 * A configuration that cannot be deployed. Its message names every problem and what to change, and is to be read without a
 * stack.
 */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  /** `place` is where the settings stand, where the problems do not say it. */
  constructor(problems: readonly string[], place?: string) {
    const list = problems.map((problem) => `\n- ${problem}`).join('');
    const where = place === undefined ? '' : `\nThey are the settings of ${place}.`;
    super(`The configuration cannot be deployed:${list}${where}`);
  }
}

import { mayPass } from '#functions/shared/domain/errors.ts';
import type { Run } from './run.ts';

/**
 * Does what must not fail for a moment's trouble of the table: the platform has done its part already, and would be
 * asked again. Tries until the run must end.
 * @throws what the last try threw
 */
export const persistently = async <Result>(
  { clock, pause, until }: Pick<Run, 'clock' | 'pause' | 'until'>,
  act: () => Promise<Result>,
): Promise<Result> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act();
    } catch (error) {
      if (!mayPass(error) || clock() >= until) throw error;
      await pause(attempt);
    }
  }
};

import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';

const mostTries = 5;

/**
 * Tries anew where somebody else changed meanwhile what was read: then an attempt answers `undefined`.
 * @throws StoreUnavailableError when that goes on, and whatever an attempt throws
 */
export const untilOurs = async <Result>(attempt: () => Promise<Result | undefined>): Promise<Result> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new StoreUnavailableError('Others are changing this command all the time. Try again.');
};

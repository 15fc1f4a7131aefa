const waitsInSeconds = [5, 25, 125, 625, 1410, 1410];

/**
 * The platform's wait in ms between a delivery's latest failure and its next attempt, after this many failures (from
 * 1); undefined after the seventh, the last. Haptik documents the waits; together they are an hour.
 */
export const waitAfter = (failures: number): number | undefined => {
  const seconds = waitsInSeconds[failures - 1];
  return seconds === undefined ? undefined : seconds * 1000;
};

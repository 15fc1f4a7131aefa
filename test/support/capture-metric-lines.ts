import { vi } from 'vitest';

/** Keeps the metric lines that are written from now on. Powertools writes them with a console of its own, straight to standard output. */
export const captureMetricLines = () => {
  const lines: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    lines.push(String(chunk));
    return true;
  });
  return {
    lines: () =>
      lines
        .flatMap((text) => text.split('\n'))
        .filter((line) => line.includes('"_aws"'))
        .map((line) => JSON.parse(line)),
    restore: () => spy.mockRestore(),
  };
};

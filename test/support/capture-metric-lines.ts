import { afterEach, beforeEach, vi } from 'vitest';

// Powertools writes metric lines with a console of its own, straight to standard output.
const captureLines = () => {
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

/** Keeps the metric lines that each test of this file makes the functions write. */
export const useMetricLines = () => {
  let captured = captureLines();

  beforeEach(() => {
    captured.restore();
    captured = captureLines();
    vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'HaptikRelay');
  });

  afterEach(() => {
    captured.restore();
    vi.unstubAllEnvs();
  });

  return { lines: () => captured.lines() };
};

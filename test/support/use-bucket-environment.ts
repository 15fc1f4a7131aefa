import { afterAll, vi } from 'vitest';

/** As on Lambda, the bucket's client finds its region, endpoint and credentials in the environment. */
export const useBucketEnvironment = (endpoint: string): void => {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', process.env.AWS_ACCESS_KEY_ID ?? 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', process.env.AWS_SECRET_ACCESS_KEY ?? 'local');
  vi.stubEnv('AWS_ENDPOINT_URL_S3', endpoint);
  afterAll(() => {
    vi.unstubAllEnvs();
  });
};

import { NotFoundError } from '#functions/shared/domain/errors.ts';
import type { Bucket } from '#functions/shared/domain/ports.ts';

type ReadableBucket = Pick<Bucket, 'get' | 'list'>;

/**
 * An object's bytes, or `undefined` where there is none. To a role that may not list the whole bucket S3 answers 403
 * for a name that does not exist, so a failure is looked into.
 * @throws StoreUnavailableError
 */
export const readIfThere = async (bucket: ReadableBucket, key: string): Promise<Uint8Array | undefined> => {
  try {
    return await bucket.get(key);
  } catch (error) {
    const { keys } = await bucket.list(key, { limit: 1 });
    if (keys[0] === key) throw error;
    return undefined;
  }
};

export const notInQuarantine = (): NotFoundError =>
  new NotFoundError(
    'Nothing in quarantine has this id. Ids are as GET /v1/quarantine lists them, and what was replayed with success is gone.',
  );

/** @throws NotFoundError, StoreUnavailableError */
export const readQuarantined = async (bucket: ReadableBucket, key: string): Promise<Uint8Array> => {
  const bytes = await readIfThere(bucket, key);
  if (bytes !== undefined) return bytes;
  throw notInQuarantine();
};

/**
 * Takes the place of `@aws-sdk/credential-provider-node` in the bundles: Lambda hands its credentials over in the
 * environment, so the providers for profiles, SSO, processes, containers and instances are never used there, yet
 * they are two fifths of an SDK bundle. The SDK asks once and keeps the answer; so does Lambda.
 */
export const defaultProvider = () => async () => {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = process.env;
  if (!accessKeyId || !secretAccessKey) {
    throw new Error(
      'No AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment.',
    );
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
};

import * as z from 'zod/mini';

const deploymentSchema = z.object({
  stackName: z.string(),
  /** Base URL of the API, as the stack's outputs tell it. */
  apiUrl: z.string(),
  /** Base URL of the same API on loopback, where calls are signed on their way. */
  doorUrl: z.string(),
  /** The secret of the channel haptik that the stack generated; another one is current since. */
  generatedSecret: z.string(),
  /** Whether it is checked by whom calls of `/v1` are signed. */
  checksCallers: z.boolean(),
  /** The key of somebody who may call this API and do nothing else. Absent: whoever runs the test may. */
  backend: z.optional(z.object({ accessKeyId: z.string(), secretAccessKey: z.string() })),
  /** Whether the platform behind the channel haptik can be reached. */
  sends: z.boolean(),
  /** Where that platform is our simulator. */
  simulatorUrl: z.optional(z.string()),
});

/** What the tests must know of the stack that was deployed for them. */
export type Deployment = z.infer<typeof deploymentSchema>;

const variable = 'DEPLOY_TEST_DEPLOYMENT';

/** The variable that hands a deployment to the tests. */
export const toEnvironment = (deployment: Deployment): Record<string, string> => ({
  [variable]: JSON.stringify(deployment),
});

/** @throws Error outside `npm run test:deploy`. */
export const readDeployment = (): Deployment => {
  const text = process.env[variable];
  if (text === undefined) throw new Error('These tests need a deployed stack: run `npm run test:deploy`.');
  return z.parse(deploymentSchema, JSON.parse(text));
};

import type { Endpoints } from '#local/emulators/start-emulators.ts';
import { startCheckingProxy } from './checking-proxy.ts';
import { createJudge } from './judge.ts';
import type { Roles } from './role.ts';
import type { Service } from './service.ts';
import { cloudWatch } from './services/cloud-watch.ts';
import { dynamodb } from './services/dynamodb.ts';
import { notEmulated } from './services/not-emulated.ts';
import { s3 } from './services/s3.ts';
import { secretsManager } from './services/secrets-manager.ts';
import { sqs } from './services/sqs.ts';
import { createTeller } from './tell-refusals.ts';

/** Where functions find AWS: the services that are emulated, and what stands for all others. */
export type FunctionEndpoints = Endpoints & { readonly cloudWatch?: string; readonly others?: string };

/** Stands between the functions and AWS. */
export type Guard = AsyncDisposable & {
  readonly endpoints: FunctionEndpoints;
  /** From now on a function may do what its role allows; until then none may do anything. */
  readonly enforce: (roles: Roles) => void;
};

/**
 * Starts a proxy in front of each service. Policies of queues and buckets are not read: they only refuse what the
 * functions do not do.
 */
export const startGuard = async (
  services: Endpoints & { readonly cloudWatch: string },
  print: (line: string) => void = console.error,
): Promise<Guard> => {
  let roles: Roles = new Map();
  const tell = createTeller(print);
  await using starting = new AsyncDisposableStack();
  const guarded = async (service: Service, endpoint: string | undefined): Promise<string> => {
    const judge = createJudge({ service, roles: () => roles, tell });
    const { readsBody } = service;
    return starting.use(await startCheckingProxy({ endpoint, readsBody, judge })).endpoint;
  };
  const endpoints = {
    dynamodb: await guarded(dynamodb, services.dynamodb),
    sqs: await guarded(sqs, services.sqs),
    s3: await guarded(s3, services.s3),
    secretsManager: await guarded(secretsManager, services.secretsManager),
    cloudWatch: await guarded(cloudWatch, services.cloudWatch),
    others: await guarded(notEmulated, undefined),
  };
  const running = starting.move();
  return {
    endpoints,
    enforce: (given) => {
      roles = given;
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
};

import type { Roles } from '#local/access/role.ts';
import type { Assembly } from './assembly.ts';
import { type EventSource, listEventSources } from './event-sources.ts';
import { type LambdaFunction, listFunctions } from './functions.ts';
import { findHttpApi, type HttpApi } from './http-api.ts';
import type { Addresses } from './physical-resource.ts';
import { resourcesOf } from './resources.ts';
import { listRoles } from './roles.ts';
import { listRoutes, type Route } from './routes.ts';
import { listSchedules, type ScheduledRun } from './schedules.ts';
import { listBuckets, listQueues, listTables, type Queue, type Table } from './stores.ts';

/** What of a template runs on this machine. Alarms, log groups and the like are left aside. */
export type System = {
  readonly functions: readonly LambdaFunction[];
  readonly roles: Roles;
  /** Undefined where the template deploys none. */
  readonly httpApi: HttpApi | undefined;
  readonly routes: readonly Route[];
  readonly eventSources: readonly EventSource[];
  readonly schedules: readonly ScheduledRun[];
  readonly tables: readonly Table[];
  readonly queues: readonly Queue[];
  /** Names. */
  readonly buckets: readonly string[];
};

/**
 * Reads a synthesised stack as it will be once its queues and its HTTP API have the given addresses; `adapt` makes of
 * the variables that the template gives a function those that it gets.
 * @throws Error naming the resource and what of it cannot be run locally.
 */
export const readSystem = (
  assembly: Assembly,
  addresses: Addresses,
  adapt = (environment: LambdaFunction['environment']) => environment,
): System => {
  const list = resourcesOf({ ...assembly, addresses });
  const functions = listFunctions(list, assembly.assetFolders).map((target) => ({
    ...target,
    environment: adapt(target.environment),
  }));
  const queues = listQueues(list);
  return {
    functions,
    roles: listRoles(list),
    httpApi: findHttpApi(list),
    queues,
    routes: listRoutes(list, functions),
    eventSources: listEventSources(list, { functions, queues }),
    schedules: listSchedules(list, functions),
    tables: listTables(list),
    buckets: listBuckets(list),
  };
};

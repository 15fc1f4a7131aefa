import { createReplay, type ReplayDependencies, type Replayed } from '#functions/shared/quarantine/replay.ts';
import { noFields, readOptionalBody } from './read-body.ts';
import { type ApiRequest, noParameters, quarantinePath, readParameters } from './request.ts';

/** `POST /v1/quarantine/{id}/replay`: tries a delivery again with the present code and configuration. */
export const createReplayQuarantined = (deps: ReplayDependencies) => {
  const replay = createReplay(deps);
  return async (request: ApiRequest): Promise<Replayed> => {
    const { id: key } = readParameters(quarantinePath, request.path);
    readParameters(noParameters, request.query);
    readOptionalBody(noFields, request);
    return replay(key);
  };
};

import { ok, type Routes, withBody } from '#local/simulator/routes.ts';
import { notRegistered, type Platform } from './platform.ts';
import type { PlatformUser } from './platform-state.ts';
import { type Profile, profileSchema } from './requests.ts';

const profileAnswer = ({ auth_id, mobile_no, email, name }: PlatformUser) =>
  ok({ auth_id, mobile_no: mobile_no ?? null, email: email ?? null, name: name ?? null });

export const createUserRoutes = ({ state }: Platform): Routes => {
  const createUser = (profile: Profile) => profileAnswer(state.saveUser(profile));

  const updateUser = (profile: Profile) =>
    state.findUser(profile) === undefined ? notRegistered : profileAnswer(state.saveUser(profile));

  return new Map([
    ['POST /v1.0/user/', withBody(profileSchema, createUser)],
    ['PUT /v1.0/user/', withBody(profileSchema, updateUser)],
  ]);
};

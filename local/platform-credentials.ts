import { channelsOf } from './channels-of.ts';
import type { RelayOptions } from './options.ts';
import type { System } from './template/system.ts';

/** The value of each secret with a platform's credentials, by the id under which the functions look it up. */
export const platformCredentialValues = (
  system: System,
  { token, clientId }: Pick<RelayOptions, 'token' | 'clientId'>,
): Map<string, string> =>
  new Map(
    channelsOf(system).flatMap(({ send }): [string, string][] =>
      send === undefined ? [] : [[send.credentialsId, JSON.stringify({ token, clientId })]],
    ),
  );

import { type Channel, channelsFromJson } from '#functions/shared/domain/channel.ts';
import type { System } from './template/system.ts';

/** The channels that the functions know; one that several know comes several times. */
export const channelsOf = ({ functions }: System): Channel[] =>
  functions
    .flatMap(({ environment }) => environment.CHANNELS ?? [])
    .flatMap((json) => channelsFromJson.parse(json));

import * as z from 'zod/mini';
import type { Audit } from '#functions/shared/domain/audit.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import { type Platform, usualDevicePlatform } from '#functions/shared/domain/outbox/platform.ts';
import { sendingChannel } from '#functions/shared/domain/sending-channel.ts';
import { checkBusiness } from './check-business.ts';
import { integer } from './fields.ts';
import { bodyOf } from './platform-problem.ts';
import { readOptionalBody } from './read-body.ts';
import { channelParameter, noParameters, readParameters, type WriteRequest } from './request.ts';

type Dependencies = {
  platform: Pick<Platform, 'enableWebhook'>;
  channels: readonly Channel[];
  audit: Pick<Audit, 'note'>;
  /** Aborts after so many milliseconds. */
  signalAfter: (milliseconds: number) => AbortSignal;
  clock: () => number;
};

/** How long the platform may take: milliseconds. */
const longestCall = 10_000;

const bodySchema = z.strictObject({
  /** A number as in the platform's own calls, or its digits as everywhere here. */
  businessId: z.optional(
    z.pipe(
      z.union([z.string(), z.int()], 'must be digits or a whole number'),
      z.transform((id) => String(id)),
    ),
  ),
  devicePlatform: z._default(z.optional(integer(0)), usualDevicePlatform),
});

/** `POST /v1/channels/{channel}/enable`: switches the channel's webhook on at the platform. */
export const createEnable = ({ platform, channels, audit, signalAfter, clock }: Dependencies) => {
  const path = z.object({ channel: channelParameter(channels) });
  return async (request: WriteRequest): Promise<{ enabled: true }> => {
    const { channel: name } = readParameters(path, request.path);
    readParameters(noParameters, request.query);
    const channel = sendingChannel(channels, name, 'channel');
    const { businessId, devicePlatform } = readOptionalBody(bodySchema, request);
    if (businessId !== undefined) checkBusiness(channel, { businessId, field: 'businessId' });
    await audit.note({ action: 'enable', channel: name, what: `business ${businessId ?? 'any'}` });
    const target = { channel, businessId, devicePlatform };
    bodyOf(await platform.enableWebhook(target, signalAfter(longestCall)), clock());
    return { enabled: true };
  };
};

import type { Channel } from '#functions/shared/domain/channel.ts';
import type { Command, Profile, Recipient } from './command.ts';

/** The device platform that the platform's documentation of 2020 names when a webhook is enabled; 5 is its SDK for the web. */
export const usualDevicePlatform = 13;

/** What a platform's answer to a command means. */
export type Verdict =
  /** Carried out. `platformAt` is in epoch milliseconds. */
  | { is: 'done'; platformId?: string | undefined; platformAt?: number | undefined }
  /** The platform does not know the user. */
  | { is: 'unregistered'; status: number; message: string }
  /** The credentials are missing or not accepted, also after they were read anew. */
  | { is: 'unauthorized'; status?: number | undefined; message: string }
  /**
   * Not carried out now: the same again may be. `retryAfterMs` is what the platform asks to wait. `reason` may be
   * logged; `message` is the platform's own words. `ours`: the platform had no part in it.
   */
  | {
      is: 'busy';
      reason: string;
      status?: number | undefined;
      message?: string | undefined;
      retryAfterMs?: number | undefined;
      ours?: true | undefined;
    }
  /** Nobody knows whether it was carried out. */
  | { is: 'unclear'; reason: string; status?: number | undefined; message?: string | undefined }
  /** Never carried out. `duplicate`: the platform says that it has it already. */
  | {
      is: 'refused';
      status?: number | undefined;
      message: string;
      duplicate?: true | undefined;
      ours?: true | undefined;
    };

/** Who is called about whom. */
export type Target = {
  channel: Channel;
  user: Recipient;
  businessId?: string | undefined;
};

/** What came back from the platform over HTTP, if anything did. */
export type PlatformAnswer =
  /** `body` is its JSON; `undefined` where it is none, or too long, or did not come to its end. */
  | { outcome: 'answered'; status: number; retryAfter?: string | undefined; body: unknown }
  /** `written`: the request may have reached the platform. `ours`: it failed on our side. */
  | { outcome: 'unanswered'; written: boolean; reason: string; ours?: true | undefined }
  | { outcome: 'no_credentials'; reason: string };

/**
 * A platform that can be sent to. Nothing here rejects but for a defect, or a file that the bucket does not give; then
 * nothing was sent.
 */
export type Platform = {
  perform: (target: Target, command: Command, signal: AbortSignal) => Promise<Verdict>;
  /** Makes the user known. */
  register: (target: Target, profile: Profile, signal: AbortSignal) => Promise<Verdict>;
  /** Asks and waits for the reply; its answer is what the platform's source reads. */
  ask: (target: Target, text: string, signal: AbortSignal) => Promise<PlatformAnswer>;
  /** Switches the channel's webhook on. */
  enableWebhook: (
    target: Pick<Target, 'channel' | 'businessId'> & { devicePlatform: number },
    signal: AbortSignal,
  ) => Promise<PlatformAnswer>;
};

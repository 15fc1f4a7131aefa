import { Readable } from 'node:stream';
import type { OpenFile } from '#functions/shared/adapters/haptik/calls.ts';
import type { ClientLimits } from '#functions/shared/adapters/haptik/client.ts';
import { createHaptik } from '#functions/shared/adapters/haptik/haptik.ts';
import type { PlatformCredentials } from '#functions/shared/adapters/platform-credentials.ts';
import type { Channel } from '#functions/shared/domain/channel.ts';
import type { Command } from '#functions/shared/domain/outbox/command.ts';
import type { Target } from '#functions/shared/domain/outbox/platform.ts';
import { someTime } from '#test/support/samples.ts';

export const credentials = { token: 'token-01', clientId: 'client-01' };

const given: PlatformCredentials = { of: async () => credentials, refreshed: async () => credentials };

const channelAt = (baseUrl: string, send: Partial<Channel['send']>): Channel => ({
  name: 'haptik',
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  secretId: 'channel-haptik',
  businessIds: 'any',
  send: { baseUrl, credentialsId: 'platform-haptik', ...send },
});

export const message = { kind: 'message', text: 'Where is my order?', messageType: 0 } as const;

export const bytesOfFile = Buffer.from('%PDF-1.7 the bill');

export const file = {
  kind: 'file',
  fileName: 'bill.pdf',
  contentType: 'application/pdf',
  size: bytesOfFile.length,
  messageType: 52,
  text: 'the bill',
  key: 'uploads/1',
  etag: '"e-1"',
} as const satisfies Command;

/** Files of these bytes, opened as often as somebody asks. */
export const fileOf =
  (bytes: Uint8Array): OpenFile =>
  async () => ({ stream: Readable.from([bytes]), size: bytes.length });

type Given = {
  send?: Partial<Channel['send']>;
  user?: Target['user'];
  openFile?: OpenFile;
  credentials?: PlatformCredentials;
  clock?: () => number;
  limits?: Partial<ClientLimits>;
};

/** Haptik at this base URL, a user of business 343 there, and what is asked of it in its name. */
export const openHaptik = (baseUrl: string, options: Given = {}) => {
  const channel = channelAt(baseUrl, options.send ?? {});
  const target: Target = { channel, user: options.user ?? { authId: 'meera-01' }, businessId: '343' };
  const haptik = createHaptik({
    credentials: options.credentials ?? given,
    openFile: options.openFile ?? fileOf(bytesOfFile),
    clock: options.clock ?? (() => someTime),
    limits: { connectMs: 3_000, totalMs: 8_000, idleMs: 4_000, perMegabyteMs: 0, ...options.limits },
  });
  const { signal } = new AbortController();
  return {
    haptik,
    target,
    perform: (command: Command) => haptik.perform(target, command, signal),
    /** The call whose answer is handed on as it is. */
    ask: (by = signal) => haptik.enableWebhook({ channel, devicePlatform: 13 }, by),
  };
};

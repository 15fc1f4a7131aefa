import type { PlatformCredentials } from '#functions/shared/adapters/platform-credentials.ts';
import type { Command, CommandKind } from '#functions/shared/domain/outbox/command.ts';
import type { Platform, Target, Verdict } from '#functions/shared/domain/outbox/platform.ts';
import {
  askCall,
  type Call,
  enableCall,
  feedbackCall,
  fileCall,
  handoffCall,
  messageCall,
  type OpenFile,
  userCall,
} from './calls.ts';
import { type ClientLimits, createClient } from './client.ts';
import { readVerdict } from './read-verdict.ts';
import { saveUser } from './save-user.ts';

type Dependencies = {
  credentials: PlatformCredentials;
  openFile: OpenFile;
  clock: () => number;
  /** Other than the usual ones: in tests. */
  limits?: ClientLimits | undefined;
};

/**
 * Haptik's REST API, as it is documented up to 2024-02. Channels without `send`, business ids that are no safe integers
 * and URLs that are neither https nor on this machine are defects: what is asked for them rejects.
 */
export const createHaptik = ({ credentials, openFile, clock, limits }: Dependencies): Platform => {
  const client = createClient({ credentials, clock, limits });

  const callOf = (target: Target, command: Exclude<Command, { kind: 'user' }>): Call => {
    switch (command.kind) {
      case 'message':
        return messageCall(target, command);
      case 'file':
        return fileCall(target, command, openFile);
      case 'feedback':
        return feedbackCall(target, command);
      case 'handoff':
        return handoffCall(target, command);
      default:
        return command satisfies never;
    }
  };

  const judged =
    (kind: CommandKind, { channel }: Target, signal: AbortSignal) =>
    async (call: Call): Promise<Verdict> =>
      readVerdict(kind, await client(channel, call, signal), clock());

  return {
    perform: async (target, command, signal) => {
      const judge = judged(command.kind, target, signal);
      return command.kind === 'user'
        ? saveUser((method) => judge(userCall(method, target, command.profile)))
        : judge(callOf(target, command));
    },
    register: async (target, profile, signal) =>
      judged('user', target, signal)(userCall('POST', target, profile)),
    ask: async (target, text, signal) => client(target.channel, askCall(target, text), signal),
    enableWebhook: async (target, signal) => client(target.channel, enableCall(target), signal),
  };
};

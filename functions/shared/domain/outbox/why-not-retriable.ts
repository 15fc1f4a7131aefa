import type { OutboxEntry } from './entry.ts';

/** Why a command cannot be tried again, in words; `undefined`: it can. */
export const whyNotRetriable = ({ status, command }: OutboxEntry): string | undefined => {
  if (status !== 'failed' && status !== 'unconfirmed') {
    return `This command is ${status}: only a failed or an unconfirmed one can be tried again.`;
  }
  if (command.kind === 'file' && command.etag === undefined) {
    return 'The file of this command never came: announce it again.';
  }
  return undefined;
};

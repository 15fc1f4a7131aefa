import { runCommand } from '#test/deploy/run-command.ts';

/** Whether there is an AWS CLI. */
export const hasCli = async (): Promise<boolean> => {
  try {
    return (await runCommand({ program: 'aws', args: ['--version'] })).code === 0;
  } catch {
    return false;
  }
};

import * as z from 'zod/mini';
import { webhookSecret } from '#local/webhook-secrets.ts';
import { rotateSecret, runOutputCommand } from './aws/secrets.ts';
import type { Outputs } from './cdk.ts';
import type { Platform } from './test-run.ts';

const shownSchema = z.object({ current: z.string() });

/** @throws Error where the stack has no such output. */
export const outputNamed = (outputs: Outputs, name: string): string => {
  const value = outputs[name];
  if (value === undefined) throw new Error(`The stack has no output ${name}.`);
  return value;
};

/**
 * Shows a channel's secret with the command that the outputs tell, and rotates it to the one that the tests sign with.
 * Gives the one that was shown: it is accepted still.
 */
export const changeSecret = async (outputs: Outputs, channel: 'Haptik' | 'Fineguide'): Promise<string> => {
  const command = outputNamed(outputs, `ShowSecret${channel}`);
  const { current } = z.parse(shownSchema, JSON.parse(await runOutputCommand(command)));
  await rotateSecret(command, { current: webhookSecret({}, channel.toLowerCase()), previous: current });
  return current;
};

/** Stores what the platform knows us by, with the command that the outputs tell. */
export const storeToken = async (outputs: Outputs, { token, clientId }: Platform): Promise<void> => {
  const command = outputNamed(outputs, 'StoreTokenHaptik');
  await runOutputCommand(command.replace('"TOKEN"', `"${token}"`).replace('"CLIENT_ID"', `"${clientId}"`));
};

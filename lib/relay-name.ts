import { Names, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

const contextKey = 'haptik-relay:name';

/**
 * Names a relay, for whatever must be called by a name of its own in the account: like its stack, or like its stack and its
 * path where it has a path. To be called before anything is built below it.
 */
export const nameRelay = (relay: Construct): void =>
  relay.node.setContext(
    contextKey,
    Names.uniqueResourceName(relay, { separator: '-', allowedSpecialCharacters: '-', maxLength: 100 }),
  );

/** The name of the relay that the construct is part of: letters, digits and hyphens. */
export const relayName = (construct: Construct): string => {
  const name: unknown = construct.node.tryGetContext(contextKey);
  return typeof name === 'string' ? name : Stack.of(construct).stackName;
};

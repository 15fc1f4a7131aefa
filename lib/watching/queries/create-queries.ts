import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { accessLogName } from '#lib/constructs/access-log.ts';
import { relayName } from '#lib/relay-name.ts';
import type { WatchedFunctions } from '#lib/watching/watched.ts';
import { type SavedQuery, savedQueries } from './saved-queries.ts';

/** A comment ends with its line; commands are parted by bars. */
const queryText = (commands: SavedQuery['commands']): string => {
  const comments = commands.filter((command) => command.startsWith('#'));
  const others = commands.filter((command) => !command.startsWith('#'));
  return [...comments, others.join('\n| ')].join('\n');
};

/** Saves the queries in a folder that is named as the relay. */
export const createQueries = (scope: Construct, functions: WatchedFunctions): void => {
  for (const { name, of, commands } of savedQueries) {
    const id = name.replaceAll(/[^a-z]/g, '');
    new CfnQueryDefinition(scope, `Query-${id}`, {
      name: `${relayName(scope)}/${name}`,
      logGroupNames: of.map((each) =>
        each === 'access log' ? accessLogName(scope) : functions[each].logGroup.logGroupName,
      ),
      queryString: queryText(commands),
    });
  }
};

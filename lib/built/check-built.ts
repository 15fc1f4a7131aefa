import type { Construct } from 'constructs';
import type { Rule } from '#lib/channel-rules.ts';
import { alarmRules } from './alarm-rules.ts';
import { bucketRules } from './bucket-rules.ts';
import { environmentRules } from './environment-rules.ts';
import { permissionRules } from './permission-rules.ts';
import { queueRules } from './queue-rules.ts';
import { type Built, readBuilt } from './resources.ts';
import { secretRules } from './secret-rules.ts';
import { tableRules } from './table-rules.ts';

const rules: readonly ((built: Built) => Rule[])[] = [
  queueRules,
  tableRules,
  bucketRules,
  secretRules,
  alarmRules,
  environmentRules,
  permissionRules,
];

/**
 * Has synthesis refuse what is built below the construct where it contradicts itself, whoever added it: settings are
 * checked before (`checkConfiguration`), this is for what a later change or a user of the construct does.
 */
export const checkBuilt = (construct: Construct): void =>
  construct.node.addValidation({
    validate: () => {
      const built = readBuilt(construct);
      const broken = rules.flatMap((rule) => rule(built)).filter(([isBroken]) => isBroken);
      return [...new Set(broken.map(([, problem]) => problem))];
    },
  });

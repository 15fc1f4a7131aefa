import type { ListResources } from '#local/template/resources.ts';
import { resourcesOf } from '#local/template/resources.ts';

/** The resources of a template written in a test, in a stack called `stack`. */
export const stackOf = (template: Readonly<Record<string, unknown>>): ListResources =>
  resourcesOf({
    stackName: 'stack',
    template,
    addresses: { sqs: 'http://127.0.0.1:9324', api: 'http://127.0.0.1:3000' },
  });

import { elementOf, queryAws } from '#test/deploy/aws/call-aws.ts';
import type { Template } from './template.ts';

/**
 * The resource types of a template that the endpoint does not know, asked with a template of nothing else: whole, it may
 * be too large to ask with.
 * @throws Error when the endpoint refuses for another reason.
 */
export const unknownTypes = async ({ Resources }: Template): Promise<string[]> => {
  const types = [...new Set(Object.values(Resources).map(({ Type }) => Type))];
  const bare = { Resources: Object.fromEntries(types.map((Type, index) => [`R${index}`, { Type }])) };
  const answer = await queryAws({
    service: 'cloudformation',
    version: '2010-05-15',
    Action: 'ValidateTemplate',
    TemplateBody: JSON.stringify(bare),
  });
  if (answer.status === 200) return [];
  const named = /Unrecognized resource types: \[([^\]]*)\]/.exec(elementOf(answer, 'Message') ?? '')?.[1];
  if (named === undefined) throw new Error(`ValidateTemplate answered ${answer.status}: ${answer.body}`);
  return named.split(',').map((type) => type.trim());
};

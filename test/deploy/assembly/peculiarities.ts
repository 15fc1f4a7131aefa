import * as z from 'zod/mini';
import { rewriteJson } from './rewrite-json.ts';
import { idsOfTypes, type Template, templateSchema, withProperties } from './template.ts';

/** What an emulator must be told in other words; to AWS both would say the same. */
type Peculiarity = { readonly title: string; readonly adapt: (template: Template) => Template };

const refSchema = z.strictObject({ Ref: z.string() });

/** CloudFormation's `Ref` of a secret is its ARN, as its `Id` is. MiniStack 1.5.33 gives the name, which no policy allows. */
const secretsByArn: Peculiarity = {
  title: 'secrets are named by their attribute Id, as `Ref` does not give the ARN there',
  adapt: (template) => {
    const secrets = idsOfTypes(template, ['AWS::SecretsManager::Secret']);
    const change = (part: unknown): unknown => {
      const { data } = z.safeParse(refSchema, part);
      return data !== undefined && secrets.has(data.Ref) ? { 'Fn::GetAtt': [data.Ref, 'Id'] } : part;
    };
    return z.parse(templateSchema, rewriteJson(template, change));
  },
};

const indexesSchema = z._default(z.array(z.record(z.string(), z.unknown())), []);

/**
 * A query of a local index that asks for all attributes has DynamoDB fetch them from the table. MiniStack 1.5.33 gives
 * no more than the index holds.
 */
const wholeLocalIndexes: Peculiarity = {
  title: 'local indexes hold whole items, as no more is read through them there',
  adapt: (template) =>
    withProperties(template, 'AWS::DynamoDB::Table', ({ LocalSecondaryIndexes: indexes, ...properties }) => ({
      ...properties,
      LocalSecondaryIndexes: z
        .parse(indexesSchema, indexes)
        .map((index) => ({ ...index, Projection: { ProjectionType: 'ALL' } })),
    })),
};

export const peculiarities: readonly Peculiarity[] = [secretsByArn, wholeLocalIndexes];

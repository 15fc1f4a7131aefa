import * as z from 'zod/mini';

const refSchema = z.object({ Ref: z.string() });
const getAttSchema = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const joinSchema = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const intrinsicSchema = z.union([z.string(), refSchema, getAttSchema, joinSchema]);

const withoutHash = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

/** A template's value as text: `<Bucket.Arn>/dead/*` for a join of an attribute and a suffix. */
export const render = (value: unknown): string => {
  const intrinsic = intrinsicSchema.parse(value);
  if (typeof intrinsic === 'string') return intrinsic;
  if ('Ref' in intrinsic) return `<${withoutHash(intrinsic.Ref)}>`;
  if ('Fn::GetAtt' in intrinsic) {
    const [logicalId, attribute] = intrinsic['Fn::GetAtt'];
    return `<${withoutHash(logicalId)}.${attribute}>`;
  }
  const [separator, parts] = intrinsic['Fn::Join'];
  return parts.map(render).join(separator);
};

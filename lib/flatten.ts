import * as z from 'zod/mini';

const refSchema = z.object({ Ref: z.string() });
const attributeSchema = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const joinSchema = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const textSchema = z.object({ 'Fn::Sub': z.string() });
const intrinsicSchema = z.union([refSchema, attributeSchema, joinSchema, textSchema]);

/**
 * A template's value as text: `<Bucket.Arn>/dead/*` for a join of an attribute and a suffix, as cdk-nag writes it. What
 * is none of the common intrinsic functions is shown as JSON.
 */
export const flatten = (value: unknown): string => {
  if (typeof value === 'string') return value;
  const { data: intrinsic } = intrinsicSchema.safeParse(value);
  if (intrinsic === undefined) return JSON.stringify(value) ?? '';
  if ('Ref' in intrinsic) return `<${intrinsic.Ref}>`;
  if ('Fn::GetAtt' in intrinsic) return `<${intrinsic['Fn::GetAtt'].join('.')}>`;
  if ('Fn::Sub' in intrinsic) return intrinsic['Fn::Sub'].replaceAll('${', '<').replaceAll('}', '>');
  const [separator, parts] = intrinsic['Fn::Join'];
  return parts.map(flatten).join(separator);
};

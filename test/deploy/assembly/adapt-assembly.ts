import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { sha256 } from '#functions/shared/domain/digest.ts';
import { peculiarities } from './peculiarities.ts';
import { type Template, templateSchema, withProperties } from './template.ts';
import { unknownTypes } from './unknown-types.ts';
import { withoutTypes } from './without-types.ts';

type Adaptation = {
  /** Folder of a cloud assembly that nobody else uses. */
  readonly folder: string;
  readonly stackName: string;
  /** Texts that stand for others, such as an address that is known only now. */
  readonly replaced: Readonly<Record<string, string>>;
  /** Where `watch` finds the API: the host that the endpoint gives it may be known to no name server. */
  readonly publicUrl: string;
};

const environmentSchema = z.object({ Variables: z.record(z.string(), z.unknown()) });

const withPublicUrl = (template: Template, publicUrl: string): Template =>
  withProperties(template, 'AWS::Lambda::Function', ({ Environment, ...properties }) => {
    const { Variables } = z.parse(environmentSchema, Environment);
    if (Variables.API_URL === undefined) return { ...properties, Environment };
    return { ...properties, Environment: { Variables: { ...Variables, API_URL: publicUrl } } };
  });

/** Writes another template, and its digest where the assembly names it by that: an upload is left out where it is known. */
const writeTemplate = ({ folder, stackName }: Adaptation, text: string): void => {
  const file = join(folder, `${stackName}.template.json`);
  const [before, after] = [sha256(readFileSync(file)), sha256(text)];
  for (const naming of ['manifest.json', `${stackName}.assets.json`].map((name) => join(folder, name))) {
    const names = readFileSync(naming, 'utf8');
    if (!names.includes(before)) throw new Error(`${naming} does not name the template by its digest.`);
    writeFileSync(naming, names.replaceAll(before, after));
  }
  writeFileSync(file, text);
};

/**
 * Fits an assembly to an emulator, and tells what of it is then not as it would be on AWS. There is no other place where
 * an emulator is heeded: the product knows of none.
 */
export const adaptAssembly = async (adaptation: Adaptation): Promise<string[]> => {
  const { folder, stackName, replaced, publicUrl } = adaptation;
  const template = z.parse(
    templateSchema,
    JSON.parse(readFileSync(join(folder, `${stackName}.template.json`), 'utf8')),
  );
  const unknown = await unknownTypes(template);
  const adapted = peculiarities.reduce(
    (current, { adapt }) => adapt(current),
    withPublicUrl(withoutTypes(template, unknown), publicUrl),
  );
  const text = Object.entries(replaced).reduce(
    (current, [from, to]) => current.replaceAll(from, to),
    JSON.stringify(adapted),
  );
  writeTemplate(adaptation, text);
  return [
    ...unknown.map((type) => `deployed without ${type}: this endpoint does not know it`),
    ...peculiarities.map(({ title }) => title),
  ];
};

import { readSettings } from '#lib/read-settings.ts';
import { type relayPropsSchema, settingsSchema } from '#lib/settings-schema.ts';

/** Every problem, without the lines around them. */
export const problemsOf = (
  given: unknown,
  schema: typeof settingsSchema | typeof relayPropsSchema = settingsSchema,
) => {
  try {
    readSettings(schema, given, 'stage dev in lib/stage.ts');
    return [];
  } catch (error) {
    const lines = error instanceof Error ? error.message.split('\n') : [];
    return lines.filter((line) => line.startsWith('- ')).map((line) => line.slice(2));
  }
};

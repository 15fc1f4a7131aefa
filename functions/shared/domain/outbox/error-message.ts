import { isJsonObject } from '#functions/shared/domain/json.ts';
import { cleanLine } from '#functions/shared/domain/text.ts';

const longestMessage = 500;

/** What an answer says of an error: Haptik's `error_message`, or `error` of its external chat tool; one line. */
export const errorMessageOf = (body: unknown): string | undefined => {
  if (!isJsonObject(body)) return undefined;
  const said = [body.error_message, body.error].find(
    (text) => typeof text === 'string' && text.trim() !== '',
  );
  return typeof said === 'string' ? cleanLine(said, longestMessage) || undefined : undefined;
};

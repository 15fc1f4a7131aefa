import { plainText } from '#functions/shared/domain/text.ts';
import { said } from './lines.ts';

/** Where the groups in braces that end a text begin. One look at each character, from the end. */
const endOfVisible = (text: string): number => {
  let depth = 0;
  let end = text.length;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const character = text.charAt(at);
    if (character === '}') depth += 1;
    else if (depth === 0 && character.trim() !== '') break;
    else if (character === '{') {
      depth -= 1;
      if (depth === 0) end = at;
    }
  }
  return end;
};

/**
 * A text and the groups in braces that end it. These are meant for the bot, as in `Thanks{task}`; the platform's own
 * apps do not show them.
 */
export const splitGroups = (text: string): { visible: string; groups: string } => {
  const end = endOfVisible(text);
  const groups = text.slice(end);
  return { visible: groups === '' ? text : text.slice(0, end).trimEnd(), groups };
};

/** `{chatform}{689}` asks the app to open the form of that number; its fields are not in the message. */
const opensForm = /\{chatform\}\s*\{/i;

/** What an element's own `text` says, as lines; none where it says nothing. */
export const renderText = (text: string): string[] => {
  const { visible, groups } = splitGroups(text);
  const shown = plainText(visible);
  return said(shown.trim() === '' ? '' : shown, opensForm.test(groups) ? 'Form (not available here)' : '');
};

const expressions = new Map<string, RegExp>();

const toExpression = (pattern: string): RegExp => {
  const source = pattern
    .replace(/[\\^$.+()|[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
};

/** Whether a text is what a policy's pattern says: `*` stands for any characters, `?` for one. */
export const matchesPattern = (pattern: string, text: string): boolean => {
  const expression = expressions.get(pattern) ?? toExpression(pattern);
  expressions.set(pattern, expression);
  return expression.test(text);
};

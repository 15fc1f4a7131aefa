/** The name of a channel's output: `ShowSecret` and `fine-guide` make `ShowSecretFineGuide`. */
export const outputName = (what: 'WebhookUrl' | 'ShowSecret' | 'StoreToken', channel: string): string =>
  what + channel.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

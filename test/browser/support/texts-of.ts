import * as z from 'zod/mini';

const messagesSchema = z.object({ messages: z.array(z.object({ text: z.string() })) });

/** The texts of a conversation, in the platform's order. */
export const textsOf = async (apiUrl: string, conversationId: string): Promise<string[]> => {
  const answer = await fetch(`${apiUrl}/v1/conversations/${conversationId}/messages`);
  return messagesSchema.parse(await answer.json()).messages.map(({ text }) => text);
};

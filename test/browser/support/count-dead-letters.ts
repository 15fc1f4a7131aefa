import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Stage } from '#local/dashboard/traffic/play-scenes.ts';

/** How many dead letters of the events queue there are, those that somebody holds among them. */
export const countDeadLetters = async ({
  sqs,
  deadLettersUrl,
}: Pick<Stage, 'sqs' | 'deadLettersUrl'>): Promise<number> => {
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: deadLettersUrl, AttributeNames: [...AttributeNames] }),
  );
  return AttributeNames.reduce((total, name) => total + Number(Attributes[name]), 0);
};

import { assumptions } from '../cost/assumptions.ts';
import { prices } from '../cost/prices.ts';
import { paragraphs } from './markdown.ts';

export const printAssumptions = (): string => {
  const { headerBytes, pollers, pollSeconds, routeMetrics, hoursPerMonth, secretMinutes, milliseconds } =
    assumptions;
  const durations = Object.entries(milliseconds).map(([name, ms]) => `${name} ${ms} ms`);
  return paragraphs(
    '## What is assumed',
    [
      `* **Durations** are assumed, not measured, as no machine here is Lambda: ${durations.join(', ')}. They are paid for in GB-seconds, a small part of every sum but that of waiting. Cold starts are left out.`,
      `* **Polling**: Lambda polls a queue with ${pollers} connections, each waiting ${pollSeconds} s. [AWS documents](https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html) five for standard queues where the concurrency is limited, as it is here; of FIFO queues it says nothing, so they are taken to be the same. While messages come, polls bring them and are not in vain: then this line becomes smaller.`,
      '* **Units of DynamoDB** are those that its emulator says were consumed.',
      '* **A batch** is received and deleted with one request each.',
      `* **The webhooks' route** has ${routeMetrics} metrics of its own, which [AWS charges for](https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html) like metrics of our own.`,
      `* **Secrets** are read again every ${secretMinutes} minutes by one process of watch and by as many of ingest as there are probes at once.`,
      '* **A probe** is stored within a quarter of a second, alone in its batch.',
      `* **Answers** have ${headerBytes} bytes of headers. **A month** has ${hoursPerMonth} hours. A message of the bot has about 500 bytes.`,
      `* **Lambda's own log lines** are not in it, as the stage \`prod\` drops them. Keeping logs costs $${prices.logByteMonth.dollars} a GB and month, compressed.`,
      "* **Not in it**: e-mails of alarms, people's looks at dashboards and widgets, saved queries (by the bytes they read), the event bus, a domain, CloudTrail, taxes. EventBridge's schedule is taken to be free: its page names no price for it.",
    ].join('\n'),
  );
};

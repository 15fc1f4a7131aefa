import type { WatchedFunctions } from '#lib/watching/watched.ts';

/** A query of CloudWatch Logs Insights that operators find ready to run. */
export type SavedQuery = {
  readonly name: string;
  /** Whose logs it reads. */
  readonly of: readonly (keyof WatchedFunctions | 'access log')[];
  /** Its commands, one a line; the first lines may be comments. */
  readonly commands: readonly string[];
};

// They read what functions log as errors and the lines of metrics, both of which are there at every log level.
export const savedQueries: readonly SavedQuery[] = [
  {
    name: 'the way of one delivery or command, by its id',
    of: ['access log', 'ingest', 'persist', 'watch', 'api', 'send'],
    commands: [
      '# Put in the id of a delivery, of a request to the API, or of a command.',
      // Not `=` a field: a line may hold several ids in one text, and which of its fields holds this one is unknown.
      'filter @message like "PUT-THE-ID-HERE"',
      'sort @timestamp asc',
      'display @timestamp, @log, service, routeKey, status, message, @message',
      'limit 1000',
    ],
  },
  {
    name: 'slowest answers to deliveries',
    of: ['ingest'],
    commands: [
      'filter ispresent(AckMs)',
      'sort AckMs desc',
      'display @timestamp, channel, AckMs, deliveryId',
      'limit 100',
    ],
  },
  {
    name: 'why deliveries went to quarantine',
    of: ['ingest', 'persist'],
    commands: [
      'filter message = "A delivery went to quarantine."',
      'stats count(*) as deliveries, latest(@timestamp) as last, latest(deliveryId) as anId by channel, reason',
      'sort deliveries desc',
    ],
  },
  {
    name: 'failed sends by reason',
    of: ['send'],
    commands: [
      'filter message in ["A command failed for good.", "A command grew too old and was given up."]',
      'stats count(*) as commands, latest(@timestamp) as last, latest(outboxId) as anId by channel, message, reason, status',
      'sort commands desc',
    ],
  },
];

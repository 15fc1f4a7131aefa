import * as z from 'zod/mini';
import type { Answered } from '#local/metrics/gateway-metrics.ts';
import type { Assembly } from '#local/template/assembly.ts';
import { resourcesOf } from '#local/template/resources.ts';

const stageSchema = z.object({ AccessLogSettings: z.object({ Format: z.string() }) });

/** Where the template's own addresses do not matter. */
const anywhere = { sqs: 'http://127.0.0.1', api: 'http://127.0.0.1' };

/** The format of the access log, as the template has it. */
export const accessLogFormat = (assembly: Assembly): string => {
  const [stage] = resourcesOf({ ...assembly, addresses: anywhere })('AWS::ApiGatewayV2::Stage', stageSchema);
  if (stage === undefined) throw new Error('The template has no stage of an HTTP API.');
  return stage.properties.AccessLogSettings.Format;
};

/** What the gateway would write of an answer. Times have two digits, however long this machine took. */
export const accessLogLine = (format: string, { routeKey = '-', status, bytes }: Answered): string => {
  const values: Readonly<Record<string, string | number>> = {
    requestId: 'JKJaXmPLvHcESHA=',
    requestTimeEpoch: '1795261500000',
    routeKey,
    status,
    responseLength: bytes,
    responseLatency: 20,
    integrationLatency: 15,
    integrationStatus: status,
  };
  return format.replaceAll(/\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g, (_, name: string) =>
    String(values[name] ?? '-'),
  );
};

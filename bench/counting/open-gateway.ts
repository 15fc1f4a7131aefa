import { createGateway } from '#local/http/gateway.ts';
import type { HttpFront } from '#local/http/http-front.ts';
import type { Invoke } from '#local/lambda/lambda-host.ts';
import type { System } from '#local/template/system.ts';
import { accessLogLine } from './access-log-line.ts';
import type { Tally } from './tally.ts';

type Options = {
  readonly system: System;
  readonly invoke: Invoke;
  readonly add: Tally['add'];
  /** Of the access log. */
  readonly format: string;
};

/** Lets requests through to the functions and counts what API Gateway asks a price for. */
export const openGateway = (front: HttpFront, { system, invoke, add, format }: Options): void => {
  const gateway = createGateway(system.routes, invoke, (answered) =>
    add('logs', { 'bytes of the access log': Buffer.byteLength(accessLogLine(format, answered)) }),
  );
  front.open(async (request) => {
    const response = await gateway(request);
    add('API Gateway', { requests: 1, 'bytes of answers': response.body.length });
    return response;
  });
};

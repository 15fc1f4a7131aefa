import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Answer } from './answer.ts';

/** A request with its body as the bytes that were sent. */
export type RawRequest = APIGatewayProxyEventV2 & { rawBody: Buffer };

/** Adds the bytes: API Gateway hands them over as text or as base64, by content type. */
export const rawBody = (): MiddlewareObj<RawRequest, Answer> => ({
  before: (request) => {
    const { body = '', isBase64Encoded } = request.event;
    request.event.rawBody = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  },
});

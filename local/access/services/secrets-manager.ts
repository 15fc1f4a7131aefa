import * as z from 'zod/mini';
import { localArn } from '#local/arn.ts';
import { createJsonService, type ReadNeeds } from './json-service.ts';

const secretSchema = z.object({ SecretId: z.string() });

const onSecret =
  (action: string): ReadNeeds =>
  (body) => {
    const { SecretId: id } = secretSchema.parse(body);
    const resource = id.startsWith('arn:') ? id : localArn('secretsmanager', `secret:${id}`);
    return [{ action: `secretsmanager:${action}`, resource }];
  };

export const secretsManager = createJsonService({
  name: 'secretsmanager',
  operations: new Map([['GetSecretValue', onSecret('GetSecretValue')]]),
  refusal: { status: 400, type: 'AccessDeniedException', version: '1.1' },
});

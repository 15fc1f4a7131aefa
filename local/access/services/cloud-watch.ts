import { createJsonService } from './json-service.ts';

/** CloudWatch, whose reading actions know no resources. */
export const cloudWatch = createJsonService({
  name: 'cloudwatch',
  operations: new Map([['GetMetricData', () => [{ action: 'cloudwatch:GetMetricData', resource: '*' }]]]),
  refusal: {
    status: 403,
    type: 'com.amazon.coral.service#AccessDeniedException',
    version: '1.0',
    queryError: 'AccessDenied',
  },
});

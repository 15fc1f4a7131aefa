import type { Service } from '#local/access/service.ts';

const scope = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//;

/** What stands in for every service that is not emulated: it allows nothing, and nothing leaves this machine. */
export const notEmulated: Service = {
  readsBody: false,
  needs: ({ method, url, headers }) => {
    const [, name = 'AWS'] = scope.exec(headers.authorization ?? '') ?? [];
    return { kind: 'unknown', what: `${name}: ${String(headers['x-amz-target'] ?? `${method} ${url}`)}` };
  },
  refuse: (message) => ({
    status: 403,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'AccessDeniedException' },
    body: JSON.stringify({ __type: 'AccessDeniedException', message }),
  }),
};

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

// An import of node:http evaluates every getter of the module, which loads undici and http2: 23 ms at each start.
const http = process.getBuiltinModule('node:http');
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
const base = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime`;

type Answer = { readonly headers: IncomingHttpHeaders; readonly body: string };

const read = async (response: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) body += String(chunk);
  return body;
};

/** A call of the Runtime API. Rejects when the host is gone. */
export const callHost = async (method: 'GET' | 'POST', path: string, body = ''): Promise<Answer> => {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  http.request(`${base}/${path}`, { method, agent }, resolve).on('error', reject).end(body);
  const response = await promise;
  return { headers: response.headers, body: await read(response) };
};

import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { text } from 'node:stream/consumers';

export type Call = {
  readonly method: string;
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Where calls are made: an emulator's address, whatever host they name. Absent: that host. */
export const endpointOf = (env: NodeJS.ProcessEnv): URL | undefined =>
  env.AWS_ENDPOINT_URL === undefined ? undefined : new URL(env.AWS_ENDPOINT_URL);

const textHeaders = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/**
 * Makes a call. Under an emulator the hosts that it names, such as that of an API, are found by no name server: the call
 * goes to the emulator's address and names the host in its header.
 */
export const makeCall = ({ method, url, headers, body }: Call): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { protocol, hostname, port } = endpointOf(process.env) ?? url;
    const request = (protocol === 'http:' ? requestHttp : requestHttps)(
      {
        method,
        hostname,
        port,
        // As it is checked against the certificate; it would be the header's host.
        servername: isIP(hostname) === 0 ? hostname : '',
        path: `${url.pathname}${url.search}`,
        headers: { ...headers, host: url.host },
      },
      (response) => {
        text(response).then(
          (words) =>
            resolve({
              status: response.statusCode ?? 0,
              headers: textHeaders(response.headers),
              body: words,
            }),
          reject,
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });

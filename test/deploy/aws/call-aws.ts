import { type Answer, type Call, endpointOf, makeCall } from './call.ts';
import { signed } from './signed.ts';

type AwsCall = Omit<Call, 'url'> & { readonly service: string; readonly path?: string };

const hostOf = (service: string): URL =>
  endpointOf(process.env) ?? new URL(`https://${service}.${process.env.AWS_REGION}.amazonaws.com`);

/** Calls a service of AWS whose SDK the project does not use. */
export const callAws = async ({ service, path = '/', ...call }: AwsCall): Promise<Answer> =>
  makeCall(await signed({ ...call, url: new URL(path, hostOf(service)) }, { service }));

type QueryCall = { readonly service: string; readonly version: string } & Readonly<Record<string, string>>;

/** Calls a service by the older protocol: parameters in a form, XML in the answer. */
export const queryAws = ({ service, version, ...parameters }: QueryCall): Promise<Answer> =>
  callAws({
    service,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...parameters, Version: version }).toString(),
  });

/** The text of the first element of this name in an answer of `queryAws`. */
export const elementOf = ({ body }: Answer, name: string): string | undefined =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1];

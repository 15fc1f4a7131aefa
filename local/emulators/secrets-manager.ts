import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { closeServer } from '#local/close-server.ts';
import { accountId, clientSettings } from './client-settings.ts';
import { listenOnFreePort } from './listen-on-free-port.ts';

type SecretsManager = {
  endpoint: string;
  /** Gives the secret of this ARN or name its value, in place of any earlier one. */
  set: (id: string, value: string) => void;
  [Symbol.asyncDispose]: () => Promise<void>;
};

type Answer = { status: number; body: Readonly<Record<string, unknown>> };

const requestSchema = z.object({ SecretId: z.string() });
const arnPrefix = `arn:aws:secretsmanager:${clientSettings.region}:${accountId}:secret:`;
const nameOf = (id: string): string => id.replace(/^arn:.*:secret:/, '');

const fault = (type: string, message: string): Answer => ({ status: 400, body: { __type: type, message } });

const getSecretValue = (secrets: ReadonlyMap<string, string>, requestBody: string): Answer => {
  const { SecretId: id } = requestSchema.parse(JSON.parse(requestBody));
  const name = nameOf(id);
  const value = secrets.get(name);
  if (value === undefined)
    return fault('ResourceNotFoundException', `Secrets Manager can't find the specified secret: ${id}`);
  return { status: 200, body: { ARN: `${arnPrefix}${name}`, Name: name, SecretString: value } };
};

const answer = async (secrets: ReadonlyMap<string, string>, request: IncomingMessage): Promise<Answer> => {
  const target = request.headers['x-amz-target'];
  if (target !== 'secretsmanager.GetSecretValue')
    return fault(
      'UnknownOperationException',
      `This emulator answers GetSecretValue only, not ${String(target)}.`,
    );
  try {
    return getSecretValue(secrets, await text(request));
  } catch (error) {
    return fault('SerializationException', `The request is not a GetSecretValue request: ${String(error)}`);
  }
};

const send = (response: ServerResponse, { status, body }: Answer): void => {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
};

/**
 * Starts Secrets Manager on a free loopback port, in memory. An ARN and the name at its end are the same secret;
 * local ARNs end in the plain name, without the six random characters that AWS adds.
 */
export const startSecretsManager = async (): Promise<SecretsManager> => {
  const secrets = new Map<string, string>();
  const server = createServer((request, response) => {
    void answer(secrets, request).then((given) => send(response, given));
  });
  const port = await listenOnFreePort(server);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    set: (id, value) => secrets.set(nameOf(id), value),
    [Symbol.asyncDispose]: () => closeServer(server),
  };
};

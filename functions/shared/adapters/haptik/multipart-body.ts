import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Body } from './body.ts';

export type FormFile = { name: string; contentType: string; size: number; stream: Readable };

/** Within quotes; percent-encoded as browsers do it, and like them nothing beyond ASCII (WHATWG HTML, form-data). */
const quoted = (text: string): string =>
  `"${text.replace(/[\p{Cc}"]/gu, (character) => encodeURIComponent(character))}"`;

const contentTypePattern = /^[\w.+-]+\/[\w.+-]+(?:; ?[\w.+-]+=[\w.+-]+)?$/;

const usable = (contentType: string): string =>
  contentTypePattern.test(contentType) ? contentType : 'application/octet-stream';

const field = ([name, value]: readonly [string, string]): string =>
  `Content-Disposition: form-data; name=${quoted(name)}\r\n\r\n${value}\r\n`;

const fileHead = ({ name, contentType }: FormFile): string =>
  `Content-Disposition: form-data; name="file"; filename=${quoted(name)}\r\nContent-Type: ${usable(contentType)}\r\n\r\n`;

/** Form fields and a file behind them, which is read as it is sent. */
export const multipartBody = (fields: readonly (readonly [string, string])[], file: FormFile): Body => {
  // It may fail before anybody reads it; whoever reads it learns of that.
  file.stream.on('error', () => {});
  const boundary = `relay-${randomUUID()}`;
  const parts = [...fields.map(field), fileHead(file)];
  const head = Buffer.from(parts.map((part) => `--${boundary}\r\n${part}`).join(''));
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);

  const chunks = async function* (): AsyncIterable<Uint8Array> {
    yield head;
    yield* file.stream;
    yield tail;
  };

  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    length: head.length + file.size + tail.length,
    chunks: chunks(),
    discard: () => file.stream.destroy(),
  };
};

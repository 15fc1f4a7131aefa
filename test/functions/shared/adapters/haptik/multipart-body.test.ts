import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { multipartBody } from '#functions/shared/adapters/haptik/multipart-body.ts';

const bill = { name: 'bill.pdf', contentType: 'application/pdf' };

const fileOf = (bytes: Uint8Array, given = bill) => ({
  ...given,
  size: bytes.length,
  stream: Readable.from([bytes]),
});

/** The body as it goes over the wire, read by another implementation. */
const sent = async (...parameters: Parameters<typeof multipartBody>) => {
  const { contentType, length, chunks } = multipartBody(...parameters);
  const bytes = await buffer(Readable.from(chunks));
  const form = await new Response(Uint8Array.from(bytes), {
    headers: { 'content-type': contentType },
  }).formData();
  const file = form.get('file');
  if (!(file instanceof File)) throw new Error('There is no file.');
  return { length, bytes, fields: [...form].filter(([name]) => name !== 'file'), file };
};

test('fields and file come out as they went in, and the length is known beforehand', async () => {
  const anyText = fc.string({ unit: 'binary' });

  await fc.assert(
    fc.asyncProperty(anyText, anyText, fc.uint8Array({ maxLength: 200 }), async (auth, body, content) => {
      const fields = [
        ['auth_id', auth],
        ['message_body', body],
      ] as const;

      const { length, bytes, ...form } = await sent(fields, fileOf(content));

      expect(form.fields).toEqual(fields);
      expect(await form.file.bytes()).toEqual(content);
      expect(bytes.length).toBe(length);
    }),
  );
});

test('bytes that look like the end of a form do not end it', async () => {
  const content = Buffer.from('\r\n--relay-\r\n--\r\n\r\n----\r\n');

  const { file } = await sent([], fileOf(content));

  expect(await file.bytes()).toEqual(Uint8Array.from(content));
});

test.each(['bill.pdf', 'a b;c=d.pdf', 'नमस्ते 😀.pdf', '100%25.pdf', "it's.pdf"])(
  'a file keeps the name %s',
  async (name) => {
    const { file } = await sent([], fileOf(Buffer.from('x'), { ...bill, name }));

    expect(file.name).toBe(name);
  },
);

test.each([
  ['say "hi".pdf', 'say %22hi%22.pdf'],
  ['a\r\nX-Evil: 1.pdf', 'a%0D%0AX-Evil: 1.pdf'],
  ['a\0b.pdf', 'a%00b.pdf'],
  ['half \ud800.pdf', 'half \ufffd.pdf'],
])('in the name %j what would break the header is escaped', async (name, written) => {
  const { bytes } = await sent([], fileOf(Buffer.from('x'), { ...bill, name }));

  expect(bytes.toString()).toContain(`; filename="${written}"\r\nContent-Type: application/pdf\r\n`);
});

test.each([
  ['image/png', 'image/png'],
  ['text/csv; charset=utf-8', 'text/csv; charset=utf-8'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', undefined],
  ['text/csv\r\nX-Evil: 1', 'application/octet-stream'],
  ['nonsense', 'application/octet-stream'],
  ['', 'application/octet-stream'],
])('the content type %j is told as %j', async (contentType, told = contentType) => {
  const { bytes } = await sent([], fileOf(Buffer.from('x'), { ...bill, contentType }));

  expect(bytes.toString()).toContain(`\r\nContent-Type: ${told}\r\n\r\nx\r\n`);
});

test('a file that fails before it is read is told to its reader', async () => {
  const stream = new Readable({ read() {} });
  const { chunks } = multipartBody([], { ...bill, size: 1, stream });

  stream.destroy(new Error('lost'));

  await expect(buffer(Readable.from(chunks))).rejects.toThrow('lost');
});

test('a file that is not wanted any more is let go', () => {
  const file = fileOf(Buffer.from('x'));

  multipartBody([], file).discard?.();

  expect(file.stream.destroyed).toBe(true);
});

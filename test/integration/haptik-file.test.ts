import { once } from 'node:events';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { OpenFile } from '#functions/shared/adapters/haptik/calls.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import { bytesOfFile, file, openHaptik } from '#test/functions/shared/adapters/haptik/open-haptik.ts';
import { json, startRecorder, startServer } from '#test/functions/shared/adapters/haptik/start-server.ts';

const kibibytes64 = Buffer.alloc(64 * 1024, 'x');

/** A file of this size whose stream ends in its own way, and how much of it was read. */
const growing = (size: number, finish: (stream: Readable) => void) => {
  const opened: Readable[] = [];
  const state = { read: 0 };
  const open: OpenFile = async () => {
    const stream = new Readable({
      read() {
        if (state.read >= size) return finish(this);
        state.read += kibibytes64.length;
        this.push(kibibytes64);
      },
    });
    opened.push(stream);
    return { stream, size };
  };
  return { open, opened, state };
};

const end = (stream: Readable) => void stream.push(null);

test('a file is opened in the version that was checked', async () => {
  const asked: string[] = [];
  await using server = await startRecorder(json(200, {}));
  const { perform } = openHaptik(server.url, {
    openFile: async (key, etag) => {
      asked.push(key, etag);
      return { stream: Readable.from([bytesOfFile]), size: bytesOfFile.length };
    },
  });

  await perform(file);

  expect(asked).toEqual(['uploads/1', '"e-1"']);
});

test('a file is read only as fast as the platform takes it, and is not sent where that takes too long', async () => {
  const large = growing(256 * 1024 * 1024, end);
  await using server = await startServer(() => {});
  const { perform } = openHaptik(server.url, { openFile: large.open, limits: { totalMs: 1_000 } });

  const verdict = await perform(file);

  expect(verdict).toEqual({ is: 'busy', reason: 'no answer within 1 s' });
  expect(large.state.read).toBeLessThan(64 * 1024 * 1024);
  expect(large.opened.map(({ destroyed }) => destroyed)).toEqual([true]);
});

test('a large file has more time', async () => {
  const large = growing(32 * 1024 * 1024, end);
  await using server = await startServer(() => {});
  const limits = { totalMs: 100, perMegabyteMs: 10 };
  const { perform } = openHaptik(server.url, { openFile: large.open, limits });

  expect(await perform(file)).toEqual({ is: 'busy', reason: 'no answer within 0.43 s' });
});

test('a file that fails midway is not sent, and its request does not come to its end', async () => {
  await using server = await startRecorder(json(200, {}));
  const failing = growing(1024 * 1024, (stream) => stream.destroy(new Error('lost')));
  const { perform } = openHaptik(server.url, { openFile: failing.open });

  const verdict = await perform(file);

  expect(verdict).toEqual({ is: 'busy', reason: 'the file did not come as it was announced', ours: true });
  await server.closed();
  expect(server.seen).toEqual([]);
});

test.each([
  ['shorter', -kibibytes64.length],
  ['longer', kibibytes64.length],
])('a file that is %s than announced is not sent', async (_, more) => {
  const announced = 1024 * 1024;
  const wrong = growing(announced + more, end);
  await using server = await startRecorder(json(200, {}));
  const { perform } = openHaptik(server.url, {
    openFile: async (...version) => ({ ...(await wrong.open(...version)), size: announced }),
  });

  const verdict = await perform(file);

  expect(verdict).toEqual({ is: 'busy', reason: 'the file did not come as it was announced', ours: true });
  await server.closed();
  expect(server.seen).toEqual([]);
});

test('a connection that breaks midway has not sent the file', async () => {
  await using server = await startServer((request) => {
    request.once('data', () => request.socket.destroy());
  });
  const { perform } = openHaptik(server.url, { openFile: growing(64 * 1024 * 1024, end).open });

  expect(await perform(file)).toMatchObject({ is: 'busy' });
});

test('a connection that breaks behind the whole file has perhaps sent it', async () => {
  await using server = await startRecorder((request) => request.socket.destroy());

  expect(await openHaptik(server.url).perform(file)).toMatchObject({ is: 'unclear' });
});

test('an answer that comes before the file is through counts, and the connection is not used again', async () => {
  await using server = await startServer((request, response) => {
    if (request.headers['content-type'] === 'application/json') request.resume();
    response.writeHead(413).end('{"error_message":"file too large"}');
  });
  const endless = growing(64 * 1024 * 1024, () => {});
  const { perform, ask } = openHaptik(server.url, { openFile: endless.open });

  const verdict = await perform(file);
  await ask();

  expect(verdict).toEqual({ is: 'refused', status: 413, message: 'file too large' });
  expect(endless.opened.map(({ destroyed }) => destroyed)).toEqual([true]);
  expect(server.sockets.length).toBe(2);
});

test('a file is let go where there is no connection', async () => {
  const server = await startServer(() => {});
  await server[Symbol.asyncDispose]();
  const unread = growing(1024 * 1024, end);

  const verdict = await openHaptik(server.url, { openFile: unread.open }).perform(file);

  expect(verdict).toMatchObject({ is: 'busy', reason: 'no connection: ECONNREFUSED' });
  for (const stream of unread.opened) if (!stream.closed) await once(stream, 'close');
  expect(unread.opened.map(({ destroyed }) => destroyed)).toEqual([true]);
});

test('a file that the bucket does not give rejects', async () => {
  await using server = await startRecorder(json(200, {}));
  const { perform } = openHaptik(server.url, {
    openFile: async () => {
      throw new StoreUnavailableError('The bucket did not give a file.');
    },
  });

  await expect(perform(file)).rejects.toThrow(StoreUnavailableError);
  expect(server.seen).toEqual([]);
});

import type { ServerResponse } from 'node:http';
import { setInterval } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { message, openHaptik } from '#test/functions/shared/adapters/haptik/open-haptik.ts';
import { json, startRecorder, startServer } from '#test/functions/shared/adapters/haptik/start-server.ts';
import { openUnacceptingPort } from '#test/support/unaccepting-port.ts';

const answered = { outcome: 'answered', status: 200, body: undefined };

describe('an answer', () => {
  const most = 64 * 1024;
  const textOf = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2));

  test('is read up to 64 KiB', async () => {
    await using server = await startRecorder((_, response) => response.end(textOf(most)));

    expect(await openHaptik(server.url).ask()).toEqual({ ...answered, body: 'x'.repeat(most - 2) });
  });

  test.each([
    ['a byte above that', textOf(most + 1)],
    ['10 MB', textOf(10_000_000)],
  ])('of %s has a status only, and is not read to its end', async (_, text) => {
    await using server = await startRecorder((_request, response) => response.end(text));
    const { ask } = openHaptik(server.url);

    const answers = [await ask(), await ask()];

    expect(answers).toEqual([answered, answered]);
    expect(server.sockets.length).toBe(2);
  });

  test.each<[string, (response: ServerResponse) => unknown]>([
    ['that is no JSON', (response) => response.end('{"enabled":')],
    ['that is a page', (response) => response.end('<html>Hello</html>')],
    ['that is empty', (response) => response.end()],
    ['that nests without end', (response) => response.end('['.repeat(60_000))],
    [
      'that is cut off behind its head',
      (response) => response.writeHead(200, { 'content-length': 9 }).write('', () => response.destroy()),
    ],
    [
      'that is cut off midway',
      (response) => response.writeHead(200, { 'content-length': 9 }).write('{', () => response.destroy()),
    ],
    ['that is cut off between chunks', (response) => response.write('{}', () => response.destroy())],
  ])('%s has a status only', async (_, answer) => {
    await using server = await startRecorder((_request, response) => answer(response));

    expect(await openHaptik(server.url).ask()).toEqual(answered);
  });

  test('that never comes to its end has a status only', async () => {
    await using server = await startRecorder(async (_, response) => {
      for await (const _tick of setInterval(5)) if (!response.write(' ')) break;
    });

    expect(await openHaptik(server.url, { limits: { totalMs: 500 } }).ask()).toEqual(answered);
  });

  test('that moves the caller elsewhere is handed on, and nobody goes there', async () => {
    await using server = await startRecorder((_, response) =>
      response.writeHead(302, { location: '/elsewhere/' }).end(),
    );
    const { ask, perform } = openHaptik(server.url);

    expect(await ask()).toEqual({ ...answered, status: 302 });
    expect(await perform(message)).toMatchObject({ is: 'refused', status: 302 });
    expect(server.seen.map(({ path }) => path)).not.toContain('/elsewhere/');
  });

  test('that asks to wait says how long', async () => {
    await using server = await startRecorder((_, response) =>
      response.writeHead(429, { 'retry-after': '7' }).end('{}'),
    );
    const { ask, perform } = openHaptik(server.url);

    expect(await ask()).toEqual({ outcome: 'answered', status: 429, retryAfter: '7', body: {} });
    expect(await perform(message)).toMatchObject({ is: 'busy', status: 429, retryAfterMs: 7_000 });
  });

  test('of an error page is told by its status, not by its words', async () => {
    await using server = await startRecorder((_, response) =>
      response.writeHead(404, { 'content-type': 'text/html' }).end('<html>secret stack</html>'),
    );

    expect(await openHaptik(server.url).perform(message)).toEqual({
      is: 'refused',
      status: 404,
      message: 'HTTP 404',
    });
  });

  test('makes a message sent even where it cannot be read', async () => {
    await using server = await startRecorder((_, response) =>
      response.writeHead(200, { 'content-length': 9 }).write('{', () => response.destroy()),
    );

    expect(await openHaptik(server.url).perform(message)).toEqual({ is: 'done' });
  });
});

describe('without an answer a request was perhaps carried out', () => {
  test('where the connection breaks behind it', async () => {
    await using server = await startRecorder((request) => request.socket.destroy());
    const { ask, perform } = openHaptik(server.url);

    expect(await ask()).toEqual({
      outcome: 'unanswered',
      written: true,
      reason: 'the connection broke: ECONNRESET',
    });
    expect(await perform(message)).toMatchObject({ is: 'unclear' });
  });

  test('where the answer is no HTTP', async () => {
    await using server = await startRecorder(({ socket }) => socket.end('what?\r\n\r\n'));

    expect(await openHaptik(server.url).ask()).toMatchObject({ outcome: 'unanswered', written: true });
  });

  test('where the platform wants to speak another protocol', async () => {
    await using server = await startRecorder(({ socket }) =>
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: chat\r\n\r\n'),
    );

    expect(await openHaptik(server.url).ask()).toMatchObject({ outcome: 'unanswered', written: true });
  });

  test('where none comes within the limit', async () => {
    await using server = await startRecorder(() => {});

    expect(await openHaptik(server.url, { limits: { totalMs: 500 } }).ask()).toEqual({
      outcome: 'unanswered',
      written: true,
      reason: 'no answer within 0.5 s',
    });
  });

  test('where the caller breaks off', async () => {
    const caller = new AbortController();
    await using server = await startRecorder(() => caller.abort());

    expect(await openHaptik(server.url).ask(caller.signal)).toEqual({
      outcome: 'unanswered',
      written: true,
      reason: 'the call was broken off',
    });
  });

  test('where a kept connection breaks under it', async () => {
    await using server = await startRecorder((request, response) =>
      server.seen.length === 1 ? json(200, {})(request, response) : request.socket.destroy(),
    );
    const { ask } = openHaptik(server.url);
    await ask();

    expect(await ask()).toMatchObject({ outcome: 'unanswered', written: true });
    expect(server.sockets.length).toBe(1);
  });
});

describe('a request was not carried out', () => {
  const closedPort = async () => {
    const server = await startServer(() => {});
    await server[Symbol.asyncDispose]();
    return server.url;
  };

  test('where the connection is refused', async () => {
    const { ask, perform } = openHaptik(await closedPort());

    expect(await ask()).toEqual({
      outcome: 'unanswered',
      written: false,
      reason: 'no connection: ECONNREFUSED',
    });
    expect(await perform(message)).toMatchObject({ is: 'busy' });
  });

  test('where no connection comes about within the limit', async () => {
    await using port = await openUnacceptingPort();

    expect(await openHaptik(port.endpoint, { limits: { connectMs: 100 } }).ask()).toEqual({
      outcome: 'unanswered',
      written: false,
      reason: 'no connection within 0.1 s',
    });
  });

  test('where the host has no address', async () => {
    expect(await openHaptik('https://nowhere.invalid').ask()).toEqual({
      outcome: 'unanswered',
      written: false,
      reason: expect.stringMatching(/^no connection/),
    });
  });

  test('where the caller has broken off before', async () => {
    await using server = await startRecorder(json(200, {}));

    expect(await openHaptik(server.url).ask(AbortSignal.abort())).toEqual({
      outcome: 'unanswered',
      written: false,
      reason: 'the call was broken off',
    });
    expect(server.seen).toEqual([]);
  });
});

describe('a connection', () => {
  test('is used again', async () => {
    await using server = await startRecorder(json(200, {}));
    const { ask } = openHaptik(server.url);

    for (let call = 0; call < 5; call += 1) await ask();

    expect(server.seen.length).toBe(5);
    expect(server.sockets.length).toBe(1);
  });

  test('is used again after the caller of an earlier call broke off something else', async () => {
    const caller = new AbortController();
    await using server = await startRecorder(json(200, {}));
    const { ask } = openHaptik(server.url);
    await ask(caller.signal);

    caller.abort();
    await ask();

    expect(server.sockets.length).toBe(1);
  });

  test('is closed when it was idle for some time', async () => {
    await using server = await startRecorder(json(200, {}));
    const { ask } = openHaptik(server.url, { limits: { idleMs: 20 } });
    await ask();

    await server.closed();

    expect(await ask()).toMatchObject({ outcome: 'answered' });
    expect(server.sockets.length).toBe(2);
  });

  test('stays as long as an answer takes', async () => {
    await using server = await startRecorder((request, response) => {
      setTimeout(() => json(200, {})(request, response), 100);
    });

    expect(await openHaptik(server.url, { limits: { idleMs: 10 } }).ask()).toMatchObject({
      outcome: 'answered',
    });
  });

  test('is not used again after a pause in which timers stood still', async () => {
    await using server = await startRecorder(json(200, {}));
    const time = { now: 0 };
    const { ask } = openHaptik(server.url, { clock: () => time.now });
    await ask();
    for (let call = 0; call < 2; call += 1) {
      time.now += 3_999;
      await ask();
    }
    expect(server.sockets.length).toBe(1);

    time.now += 4_000;
    await ask();

    expect(server.sockets.length).toBe(2);
  });

  test('that the platform closed is not used again', async () => {
    await using server = await startRecorder((request, response) => {
      response.setHeader('connection', 'close');
      json(200, {})(request, response);
    });
    const { ask } = openHaptik(server.url);

    expect([await ask(), await ask()]).toMatchObject([{ outcome: 'answered' }, { outcome: 'answered' }]);
  });
});

test('neither token nor text stands in what came of a call', async () => {
  await using server = await startRecorder((request) => request.socket.destroy());

  const verdict = await openHaptik(server.url).perform(message);

  expect(JSON.stringify(verdict)).not.toMatch(/token-01|client-01|order/);
});

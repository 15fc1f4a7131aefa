import { describe, expect, test } from 'vitest';
import { createDoor } from '#functions/shared/adapters/door.ts';
import { json, startRecorder, startServer } from '#test/functions/shared/adapters/haptik/start-server.ts';

const body = Buffer.from('{"haptik_relay_probe":"1"}');
const knock = { header: 'X-Hub-Signature', signature: 'sha1=00', body };

describe('the public URL', () => {
  test('is posted to as a platform does it', async () => {
    await using server = await startRecorder(json(200, { status: 'accepted' }));

    const answer = await createDoor(server.url).post('haptik', knock);

    expect(answer).toMatchObject({ status: 200, body: { status: 'accepted' } });
    expect(server.seen).toMatchObject([
      {
        method: 'POST',
        path: '/webhooks/haptik',
        headers: {
          'content-type': 'application/json',
          'content-length': String(body.length),
          'x-hub-signature': 'sha1=00',
          'user-agent': 'haptik-relay-probe',
        },
        body,
      },
    ]);
  });

  test('is come to by a new connection each time', async () => {
    await using server = await startRecorder(json(200, {}));
    const { post } = createDoor(server.url);

    await post('haptik', knock);
    await post('haptik', knock);

    expect(server.sockets).toHaveLength(2);
  });

  test('is not followed elsewhere', async () => {
    await using server = await startRecorder((_, response) =>
      response.writeHead(307, { location: '/elsewhere' }).end(),
    );

    expect(await createDoor(server.url).post('haptik', knock)).toMatchObject({ status: 307 });
    expect(server.seen.map(({ path }) => path)).toEqual(['/webhooks/haptik']);
  });

  test.each([
    ['that hangs', () => {}, 'no answer within 0.3 s'],
    ['that hangs up', (_: unknown, response: { destroy: () => void }) => response.destroy(), 'ECONNRESET'],
  ])('%s gives no answer, and why is told', async (_, handle, reason) => {
    await using server = await startServer(handle);
    const { post } = createDoor(server.url, { connectMs: 300, totalMs: 300 });

    await expect(post('haptik', knock)).rejects.toThrow(`The webhook gave no answer to a probe: `);
    await expect(post('haptik', knock)).rejects.toThrow(reason);
  });

  test('where nobody is gives no answer', async () => {
    await expect(createDoor('http://127.0.0.1:9').post('haptik', knock)).rejects.toThrow('ECONNREFUSED');
  });

  test('is not posted to with a signature that no header can hold, and it is not quoted', async () => {
    await using server = await startRecorder(json(200, {}));
    const posting = createDoor(server.url).post('haptik', { ...knock, signature: 'private\nsecret' });

    await expect(posting).rejects.toThrow('Invalid character in header content');
    await expect(posting).rejects.not.toThrow('private');
    expect(server.seen).toEqual([]);
  });
});

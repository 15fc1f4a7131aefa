import { describe, expect, test } from 'vitest';
import type { ApiDependencies } from '#functions/api/api.ts';
import { ConflictError, NotFoundError, StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { Uploaded, Uploads } from '#functions/shared/domain/ports.ts';
import { createApiSetting } from '#test/support/api-setting.ts';
import { someTime } from '#test/support/samples.ts';

const files = 'POST /v1/conversations/{id}/files';
const uploaded = 'POST /v1/outbox/{outboxId}/uploaded';
const messages = 'POST /v1/conversations/{id}/messages';

const id = 'haptik:343:u-1';
const path = { id };
const hour = 3_600_000;
const lane = { channel: 'haptik', laneUser: 'u-1' };
const report = { fileName: 'report.pdf', contentType: 'application/pdf', size: 1000 };
const whole: Uploaded = { size: 1000, contentType: 'application/pdf', etag: '"e-1"' };

/** The API over a bucket in which this lies under every key. */
const openWith = (found: { file: Uploaded | undefined }, changes: Partial<ApiDependencies> = {}) => {
  const uploads: Uploads = {
    presignPut: async (key, { contentType, size, expiresInSeconds }) => ({
      url: `https://bucket.example/${key}?expires=${expiresInSeconds}`,
      headers: { 'content-type': contentType, 'content-length': String(size) },
    }),
    head: async () => found.file,
    open: async () => {
      throw new Error('not here');
    },
  };
  const setting = createApiSetting({ uploads, ...changes });
  const announce = async (body: object = report): Promise<string> => {
    const answer = await setting.call(files, { path, body });
    return String(Object(answer.body).outboxId);
  };
  const tellUploaded = (outboxId: string) => setting.call(uploaded, { path: { outboxId } });
  const get = async (outboxId: string) => {
    const entry = await setting.outbox.get(outboxId);
    if (entry === undefined) throw new Error('There is no such entry.');
    return entry;
  };
  return { ...setting, announce, tellUploaded, get };
};

describe('a file', () => {
  test('is announced, and may be put for an hour', async () => {
    const { call, get, outbox, woken } = openWith({ file: undefined });

    const answer = await call(files, { path, body: { ...report, text: 'the report' } });

    const outboxId = String(Object(answer.body).outboxId);
    const key = `uploads/haptik/${outboxId.split(':')[2]}`;
    expect(answer).toEqual({
      status: 201,
      body: {
        outboxId: expect.stringMatching(/^haptik:u-1:[0-9A-Z]{26}$/),
        status: 'awaiting_upload',
        upload: {
          url: `https://bucket.example/${key}?expires=3600`,
          headers: { 'content-type': 'application/pdf', 'content-length': '1000' },
          expiresAt: '2026-11-21T10:00:00.000Z',
        },
      },
    });
    expect(await get(outboxId)).toEqual({
      outboxId,
      ...lane,
      conversationId: id,
      businessId: '343',
      user: { authId: 'u-1' },
      command: { kind: 'file', ...report, text: 'the report', messageType: 52, key },
      requestId: 'request-1',
      status: 'awaiting_upload',
      revision: 0,
      attempts: 0,
      createdAt: someTime,
      updatedAt: someTime,
    });
    expect(woken).toEqual([]);
    expect(await outbox.next(lane)).toBeUndefined();
  });

  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
  const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

  test.each([
    ['a.jpg', 'image/jpeg', 1],
    ['a.JPEG', 'image/jpeg', 1],
    ['a.png', 'image/png', 1],
    ['a.b.gif', 'image/gif', 1],
    ['a.pdf', 'application/pdf', 52],
    ['a.doc', 'application/msword', 52],
    ['a.docx', word, 52],
    ['a.xls', 'application/vnd.ms-excel', 52],
    ['a.xlsx', sheet, 52],
    ['a.csv', 'text/csv', 52],
    ['a.csv', 'application/csv', 52],
    ['रिपोर्ट.csv', 'application/vnd.ms-excel', 52],
  ])('%s of %s is of the message type %i', async (fileName, contentType, messageType) => {
    const { announce, get } = openWith({ file: undefined });

    const outboxId = await announce({ fileName, contentType, size: 10 * 1024 * 1024 });

    expect((await get(outboxId)).command).toMatchObject({ messageType, text: '' });
  });

  test.each<[object, ...string[]]>([
    [{}, 'contentType', 'fileName', 'size'],
    [{ ...report, fileName: 'a.exe' }, 'fileName'],
    [{ ...report, fileName: 'a.pdf.exe' }, 'fileName'],
    [{ ...report, fileName: 'pdf' }, 'fileName'],
    [{ ...report, fileName: '.pdf' }, 'fileName'],
    [{ ...report, fileName: 'a/b.pdf' }, 'fileName'],
    [{ ...report, fileName: '..\\b.pdf' }, 'fileName'],
    [{ ...report, fileName: 'a\r\nb.pdf' }, 'fileName'],
    [{ ...report, fileName: 'a\u0000.pdf' }, 'fileName'],
    [{ ...report, fileName: '\ud83e.pdf' }, 'fileName'],
    [{ ...report, fileName: `${'x'.repeat(252)}.pdf` }, 'fileName'],
    [{ ...report, contentType: 'image/png' }, 'contentType'],
    [{ ...report, contentType: 'application/pdf; charset=utf-8' }, 'contentType'],
    [{ ...report, contentType: 7 }, 'contentType'],
    [{ ...report, size: 0 }, 'size'],
    [{ ...report, size: 10 * 1024 * 1024 + 1 }, 'size'],
    [{ ...report, size: '1000' }, 'size'],
    [{ ...report, text: 'x'.repeat(4001) }, 'text'],
    [{ ...report, messageType: 52 }, 'messageType'],
  ])('refuses %j and names what is wrong', async (body, ...fields) => {
    const { problems } = openWith({ file: undefined });

    const found = await problems(files, { path, body });

    expect([...new Set(found.map(({ field }) => field))].toSorted()).toEqual(fields);
  });

  test('of a type that does not fit its name is told which ones do', async () => {
    const { problems } = openWith({ file: undefined });

    expect(await problems(files, { path, body: { ...report, fileName: 'a.csv' } })).toEqual([
      {
        field: 'contentType',
        message: 'must be one that fits fileName: text/csv, application/csv, application/vnd.ms-excel',
      },
    ]);
  });
});

describe('POST /v1/outbox/{outboxId}/uploaded', () => {
  test('queues the file in the version that lies there, behind what was queued meanwhile', async () => {
    const { announce, tellUploaded, call, get, outbox, time, woken } = openWith({ file: whole });
    const outboxId = await announce();
    time.now += 1000;
    await call(messages, { path, body: { text: 'meanwhile' } });
    time.now += 1000;

    expect(await tellUploaded(outboxId)).toEqual({
      status: 202,
      body: { outboxId, status: 'queued', conversationId: id },
    });

    const entry = await get(outboxId);
    expect(entry).toMatchObject({
      status: 'queued',
      command: { kind: 'file', etag: '"e-1"' },
      queuedAt: someTime + 2000,
      updatedAt: someTime + 2000,
      createdAt: someTime,
      revision: 1,
    });
    expect(await outbox.next(lane)).toMatchObject({ command: { kind: 'message' } });
    expect(await outbox.lastPlace(lane)).toBe(entry.place);
    expect(woken).toHaveLength(2);
    expect(woken[1]).toBe(outboxId);
  });

  test('answers the same again, whatever became of the file by then', async () => {
    const found: { file: Uploaded | undefined } = { file: whole };
    const { announce, tellUploaded, get, outbox, time } = openWith(found);
    const outboxId = await announce();
    const first = await tellUploaded(outboxId);
    await outbox.save({ ...(await get(outboxId)), status: 'failed' });
    found.file = undefined;
    time.now += 2 * hour;

    expect(await tellUploaded(outboxId)).toEqual(first);
    expect(await get(outboxId)).toMatchObject({ status: 'failed' });
  });

  test.each<[string, Uploaded | undefined, string]>([
    ['is not there', undefined, 'NOT_UPLOADED'],
    ['is smaller than was announced', { ...whole, size: 999 }, 'UPLOAD_MISMATCH'],
    ['is of another type than was announced', { ...whole, contentType: 'image/png' }, 'UPLOAD_MISMATCH'],
  ])('is refused while the file %s', async (_, file, code) => {
    const { announce, tellUploaded, get, woken } = openWith({ file });
    const outboxId = await announce();

    await expect(tellUploaded(outboxId)).rejects.toMatchObject({ name: 'ConflictError', code });

    expect(await get(outboxId)).toMatchObject({ status: 'awaiting_upload' });
    expect(woken).toEqual([]);
  });

  test('ends a file that was announced an hour ago', async () => {
    const { announce, tellUploaded, get, time, woken } = openWith({ file: whole });
    const outboxId = await announce();
    time.now += hour;

    const told = await Promise.allSettled([tellUploaded(outboxId), tellUploaded(outboxId)]);

    const refused = { status: 'rejected', reason: { code: 'UPLOAD_EXPIRED' } };
    expect(told).toMatchObject([refused, refused]);
    await expect(tellUploaded(outboxId)).rejects.toMatchObject({ code: 'UPLOAD_EXPIRED' });

    expect(await get(outboxId)).toMatchObject({ status: 'failed', reason: 'UPLOAD_EXPIRED', revision: 1 });
    expect(woken).toEqual([]);
  });

  test('told twice at once gives one place', async () => {
    const { announce, tellUploaded, get, woken } = openWith({ file: whole });
    const outboxId = await announce();

    const [one, other] = await Promise.all([tellUploaded(outboxId), tellUploaded(outboxId)]);

    expect(one).toEqual(other);
    expect(await get(outboxId)).toMatchObject({ status: 'queued', revision: 1 });
    expect(woken).toEqual([outboxId]);
  });

  test('gives up where others change the entry all the time', async () => {
    const { announce, outbox } = openWith({ file: whole });
    const outboxId = await announce();
    const busy = openWith({ file: whole }, { outbox: { ...outbox, save: async () => undefined } });

    await expect(busy.tellUploaded(outboxId)).rejects.toThrow(StoreUnavailableError);
  });

  test('is for files only', async () => {
    const { call, tellUploaded } = openWith({ file: whole });
    const { body } = await call(messages, { path, body: { text: 'x' } });

    await expect(tellUploaded(String(Object(body).outboxId))).rejects.toMatchObject({ code: 'NOT_A_FILE' });
  });

  test('is refused where the channel cannot send any more', async () => {
    const { announce, outbox } = openWith({ file: whole });
    const outboxId = await announce();
    const entry = await outbox.get(outboxId);
    const deaf = openWith(
      { file: whole },
      { outbox: { ...outbox, get: async () => entry && { ...entry, channel: 'deaf' } } },
    );

    await expect(deaf.tellUploaded(outboxId)).rejects.toThrow(ConflictError);
  });

  test('knows ids of commands only, and takes neither parameters nor fields', async () => {
    const { announce, problems, tellUploaded } = openWith({ file: whole });
    const outboxId = await announce();

    await expect(tellUploaded(`${outboxId.slice(0, -4)}0000`)).rejects.toThrow(NotFoundError);
    expect(await problems(uploaded, { path: { outboxId: 'haptik:u-1:x' } })).toMatchObject([
      { field: 'outboxId' },
    ]);
    expect(await problems(uploaded, { path: { outboxId }, query: { force: '1' } })).toMatchObject([
      { field: 'force' },
    ]);
    expect(await problems(uploaded, { path: { outboxId }, body: { etag: 'x' } })).toMatchObject([
      { field: 'etag' },
    ]);
  });
});

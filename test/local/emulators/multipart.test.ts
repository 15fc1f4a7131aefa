import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmulators } from '#local/emulators/start-emulators.ts';
import { clientConfigurations } from '#test/support/emulators.ts';

const object = { Bucket: 'relay', Key: 'in-parts' };

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'relay-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const start = async () => {
  const emulators = await startEmulators({ dataDir });
  return { s3: new S3Client(clientConfigurations(emulators.endpoints).s3), close: emulators.close };
};

test('an object uploaded in parts is there after a restart', async () => {
  const before = await start();
  await before.s3.send(new CreateBucketCommand({ Bucket: object.Bucket }));
  const { UploadId } = await before.s3.send(new CreateMultipartUploadCommand(object));
  const part = { ...object, UploadId, PartNumber: 1, Body: 'the only part' };
  const { ETag } = await before.s3.send(new UploadPartCommand(part));
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await before.s3.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload }));
  await before.close();

  const after = await start();

  const { Body } = await after.s3.send(new GetObjectCommand(object));
  expect(await Body?.transformToString()).toBe('the only part');
  await after.close();
});

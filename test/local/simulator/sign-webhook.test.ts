import { expect, test } from 'vitest';
import { signWebhook } from '#local/simulator/sign-webhook.ts';

test.each([
  {
    body: '{"event_name":"message","user":{"auth_id":"hl-cust-88431"},"message":{"id":1,"body":"hi"}}',
    bytes: 90,
    signature: 'sha1=185503ee6f092107a0d2ea25bf8a2b351e0e1412',
  },
  {
    body: '{"event_name":"message","user":{"auth_id":"hl-cust-88431"},"message":{"id":2,"body":"नमस्ते 🧾"}}',
    bytes: 111,
    signature: 'sha1=e6f13ffe659b2aa8dbafce15470f63eefcc45fbc',
  },
  {
    body: '{ "user": {"auth_id":"hl-cust-88431"},\n  "typing indicator": "start" }\n',
    bytes: 71,
    signature: 'sha1=8933d958de84db690b53aa640aba5ebfc2a587d9',
  },
  { body: '', bytes: 0, signature: 'sha1=729fe40e8086af28246ce6a5692f5f1df227a438' },
])('$bytes bytes are signed $signature', ({ body, bytes, signature }) => {
  const raw = Buffer.from(body, 'utf8');

  expect(raw.length).toBe(bytes);
  expect(signWebhook('hl-shared-secret-01', raw)).toBe(signature);
});

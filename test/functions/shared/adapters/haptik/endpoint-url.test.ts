import { expect, test } from 'vitest';
import { endpointUrl } from '#functions/shared/adapters/haptik/endpoint-url.ts';

test.each([
  ['https://haptik.example', '/v1.0/user/', 'https://haptik.example/v1.0/user/'],
  ['https://haptik.example/', '/v1.0/user/', 'https://haptik.example/v1.0/user/'],
  ['https://haptik.example:8443/delivery', '/v1.0/user/', 'https://haptik.example:8443/delivery/v1.0/user/'],
  ['http://127.0.0.1:3002', '/v1.0/user/', 'http://127.0.0.1:3002/v1.0/user/'],
  ['http://127.9.9.9', '/x/', 'http://127.9.9.9/x/'],
  ['http://localhost:3002', '/x/', 'http://localhost:3002/x/'],
  ['http://[::1]:3002', '/x/', 'http://[::1]:3002/x/'],
])('%s with %s is %s', (base, path, url) => {
  expect(endpointUrl(base, path).href).toBe(url);
});

test('a URL without a path behind it stays as it is', () => {
  expect(endpointUrl('https://haptik.example/ask/?bot=1').href).toBe('https://haptik.example/ask/?bot=1');
});

test.each([
  'http://haptik.example',
  'http://127.0.0.1.example',
  'http://localhost.example',
  'http://not-localhost',
  'http://10.0.0.1',
  'http://[::2]',
  'ftp://localhost',
  'haptik.example',
  '',
])('%j is refused', (base) => {
  expect(() => endpointUrl(base, '/v1.0/user/')).toThrow('https URL');
});

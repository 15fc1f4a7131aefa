import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readOptions } from '#local/options.ts';

test('without variables the documented defaults hold', () => {
  expect(readOptions({})).toEqual({
    port: 3000,
    simulatorPort: 3002,
    secrets: {},
    token: 'local-token',
    clientId: 'local-client',
    timeScale: 1,
    logLevel: 'WARN',
  });
});

test('every variable is read', () => {
  expect(
    readOptions({
      PORT: '8080',
      SIMULATOR_PORT: '9090',
      HAPTIK_BASE_URL: 'https://haptik.example/base',
      RELAY_DATA_DIR: 'data',
      HAPTIK_WEBHOOK_SECRET: 'one',
      FINE_GUIDE_WEBHOOK_SECRET: 'two',
      HAPTIK_TOKEN: 'token',
      HAPTIK_CLIENT_ID: 'client',
      RELAY_TIME_SCALE: '2.5',
      LOG_LEVEL: 'DEBUG',
    }),
  ).toEqual({
    port: 8080,
    simulatorPort: 9090,
    haptikBaseUrl: 'https://haptik.example/base',
    dataDir: resolve('data'),
    secrets: { haptik: 'one', 'fine-guide': 'two' },
    token: 'token',
    clientId: 'client',
    timeScale: 2.5,
    logLevel: 'DEBUG',
  });
});

test('a variable that is set to nothing counts as not set', () => {
  expect(readOptions({ PORT: '', HAPTIK_WEBHOOK_SECRET: '', RELAY_DATA_DIR: '' })).toEqual(readOptions({}));
});

test('the simulator has a free port too when the API has', () => {
  expect(readOptions({ PORT: '0' })).toMatchObject({ port: 0, simulatorPort: 0 });
});

test.each([
  ['PORT', '65536', 'must be a whole number from 0 to 65535'],
  ['PORT', '-1', 'must be a whole number from 0 to 65535'],
  ['PORT', '80.5', 'must be a whole number from 0 to 65535'],
  ['PORT', '0x50', 'must be a whole number from 0 to 65535'],
  ['SIMULATOR_PORT', 'any', 'must be a whole number from 0 to 65535'],
  ['RELAY_TIME_SCALE', '0', 'must be a number above 0'],
  ['RELAY_TIME_SCALE', 'fast', 'must be a number above 0'],
  ['RELAY_TIME_SCALE', 'Infinity', 'must be a number above 0'],
  ['LOG_LEVEL', 'LOUD', 'must be one of TRACE, DEBUG, INFO, WARN, ERROR'],
  ['HAPTIK_BASE_URL', 'haptik', 'must be an https URL'],
  ['HAPTIK_BASE_URL', 'http://haptik.example', 'must be an https URL'],
  ['HAPTIK_BASE_URL', 'ftp://localhost', 'must be an https URL'],
  ['HAPTIK_BASE_URL', 'https://me@haptik.example', 'must be an https URL'],
  ['HAPTIK_BASE_URL', 'https://:secret@haptik.example', 'must be an https URL'],
  ['HAPTIK_BASE_URL', 'https://haptik.example/?a=b', 'must be an https URL'],
  ['HAPTIK_BASE_URL', 'https://haptik.example/#a', 'must be an https URL'],
])('%s=%s is refused by name', (variable, value, message) => {
  expect(() => readOptions({ [variable]: value })).toThrow(`${variable} ${message}`);
});

test.each(['http://localhost:1', 'http://127.0.0.1', 'http://[::1]:8080/x', 'https://haptik.example'])(
  'HAPTIK_BASE_URL=%s is taken',
  (url) => {
    expect(readOptions({ HAPTIK_BASE_URL: url }).haptikBaseUrl).toBe(url);
  },
);

test.each([
  ['https://haptik.example/', 'https://haptik.example'],
  ['https://haptik.example/api//', 'https://haptik.example/api'],
])('HAPTIK_BASE_URL=%s is %s, as paths are put behind it', (url, expected) => {
  expect(readOptions({ HAPTIK_BASE_URL: url }).haptikBaseUrl).toBe(expected);
});

test('all that is wrong is said at once', () => {
  expect(() => readOptions({ PORT: 'x', LOG_LEVEL: 'y' })).toThrow(/PORT .*\nLOG_LEVEL /);
});

test('a port that leaves none for the simulator asks for SIMULATOR_PORT', () => {
  expect(() => readOptions({ PORT: '65534' })).toThrow('SIMULATOR_PORT must be set');
  expect(readOptions({ PORT: '65534', SIMULATOR_PORT: '1' }).simulatorPort).toBe(1);
});

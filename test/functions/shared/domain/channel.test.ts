import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { channelsFromJson, isChannelName } from '#functions/shared/domain/channel.ts';

const channel = {
  name: 'haptik',
  source: 'haptik',
  signatureHeader: 'X-Hub-Signature',
  secretId: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:haptik',
  businessIds: 'any',
};

const read = (text: string) => z.safeParse(channelsFromJson, text);

describe('the channels', () => {
  test('are read from JSON', () => {
    expect(read(JSON.stringify([channel])).data).toEqual([channel]);
    expect(read(JSON.stringify([{ ...channel, businessIds: ['343'] }])).success).toBe(true);
  });

  test.each([[undefined], [true], [false]])(
    'may say whether the webhook is switched on again: %s',
    (reenable) => {
      const send = { baseUrl: 'https://platform.example', credentialsId: 'credentials', reenable };

      expect(read(JSON.stringify([{ ...channel, send }])).data).toEqual([{ ...channel, send }]);
    },
  );

  test.each([
    ['not JSON', 'x', /not JSON/],
    ['none', '[]', /.*/],
    ['a name used twice', JSON.stringify([channel, channel]), /names repeat/],
    ['no source', JSON.stringify([{ ...channel, source: '' }]), /.*/],
    ['no secret', JSON.stringify([{ ...channel, secretId: '' }]), /.*/],
    ['an empty list of business ids', JSON.stringify([{ ...channel, businessIds: [] }]), /.*/],
    [
      'a switch that is neither on nor off',
      JSON.stringify([{ ...channel, send: { baseUrl: 'x', credentialsId: 'x', reenable: 'yes' } }]),
      /.*/,
    ],
    ['an unknown key', JSON.stringify([{ ...channel, unsigned: true }]), /.*/],
  ])('are refused with %s', (_, text, message) => {
    const { success, error } = read(text);

    expect(success).toBe(false);
    expect(error?.issues[0]?.message).toMatch(message);
  });
});

describe('a channel name', () => {
  test.each([
    ['haptik', true],
    ['haptik-2', true],
    ['2', true],
    ['', false],
    ['-a', false],
    ['Haptik', false],
    ['a:b', false],
    ['a'.repeat(64), false],
  ])('%j: %s', (text, expected) => {
    expect(isChannelName(text)).toBe(expected);
  });
});

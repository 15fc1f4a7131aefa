import { describe, expect, test } from 'vitest';
import { viewBody } from '#functions/shared/quarantine/body-view.ts';

describe('viewBody', () => {
  test.each([
    ['text', '\uFEFFनम', 9, { encoding: 'utf8', body: '\uFEFFनम' }],
    ['nothing', '', 0, { encoding: 'utf8', body: '' }],
    ['bytes', Buffer.from([0xff, 0x0a]), 2, { encoding: 'base64', body: '/wo=' }],
    ['the beginning of a text', 'xनम', 4, { encoding: 'utf8', body: 'xन', truncated: true }],
    ['it without half a character', 'xनम', 6, { encoding: 'utf8', body: 'xन', truncated: true }],
    [
      'the beginning of bytes',
      Buffer.from([0x41, 0xff]),
      1,
      { encoding: 'base64', body: 'QQ==', truncated: true },
    ],
  ])('shows %s', (_, body, most, view) => {
    expect(viewBody(Buffer.from(body), most)).toEqual(view);
  });
});

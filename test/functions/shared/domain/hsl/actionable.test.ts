import { describe, expect, test } from 'vitest';
import { parseActionables } from '#functions/shared/domain/hsl/actionable.ts';
import { parseJson } from '#functions/shared/domain/json.ts';

const url = 'https://shop.example.com/';
const nothing = { shown: [], more: 0 };
const first = (actionable: unknown) => parseActionables([actionable]).shown[0];

describe('an actionable', () => {
  test('keeps its label and both of its messages', () => {
    const actionable = first({
      actionable_text: 'Refund',
      type: 'TEXT_ONLY',
      uri: '',
      is_default: '1',
      payload: { message: 'Refund, please{task}', gogo_message: 'refund {order}' },
    });

    expect(actionable).toEqual({
      kind: 'reply',
      value: 'refund {order}',
      label: 'Refund',
      message: 'Refund, please{task}',
      gogoMessage: 'refund {order}',
      isDefault: true,
    });
  });

  test.each([
    [{ message: 'message', gogo_message: 'gogo' }, 'gogo'],
    [{ message: 'message{task}', gogo_message: '' }, 'message{task}'],
    [{ message: 'message', gogo_message: null }, 'message'],
    [{ message: 5 }, '5'],
    [{ message: parseJson('12345678901234567890') }, '12345678901234567890'],
    [{ message: '' }, 'Label'],
    [{}, 'Label'],
    [null, 'Label'],
    ['x', 'Label'],
  ])('with the payload %j answers %j', (payload, value) => {
    expect(first({ actionable_text: 'Label', type: 'TEXT_ONLY', payload })).toMatchObject({
      kind: 'reply',
      value,
      isDefault: false,
    });
  });

  test('of a tab list has another label', () => {
    expect(first({ option_unselected_text: 'Book' })).toMatchObject({ label: 'Book' });
    expect(first({ actionable_text: 'A', option_unselected_text: 'B' })).toMatchObject({ label: 'A' });
  });

  test.each([
    ['TEXT', 'LINK', { url }, { kind: 'reply' }],
    ['text_only', '', {}, { kind: 'reply' }],
    ['TAB_LIST_TEXT_ONLY', '', {}, { kind: 'reply' }],
    ['FORM_SHOW', '', { id: '689' }, { kind: 'form', formId: '689' }],
    ['FORM_SHOW', '', { id: 689 }, { kind: 'form', formId: '689' }],
    ['FORM_SHOW', '', {}, { kind: 'form', formId: '' }],
    ['SHARE', '', { url, message: 'x' }, { kind: 'app', action: 'SHARE' }],
    ['SHARE_RECEIPT', '', { url }, { kind: 'app', action: 'SHARE_RECEIPT' }],
    ['SHARE_REFERRAL', '', { url }, { kind: 'app', action: 'SHARE_REFERRAL' }],
    ['APP_FEEDBACK', '', { url }, { kind: 'app', action: 'APP_FEEDBACK' }],
    ['APP_ACTION', 'LINK', { url }, { kind: 'link', url }],
    ['App_Action', 'link', { link: url }, { kind: 'link', url }],
    ['APP_ACTION', 'LINK', { url: '', link: url }, { kind: 'link', url }],
    ['APP_ACTION', 'LINK', { url, link: 'https://older.example.com/' }, { kind: 'link', url }],
    ['APP_ACTION', 'SELF_SERVE_WEB', { url }, { kind: 'link', url }],
    ['APP_ACTION', 'LINK', { url: 'javascript:x' }, { kind: 'app', action: 'LINK' }],
    ['APP_ACTION', 'VIDEO_PLAYER', { url }, { kind: 'link', url }],
    ['APP_ACTION', 'send_location', { message: 'x' }, { kind: 'app', action: 'SEND_LOCATION' }],
    ['APP_ACTION', 'CALL', { url }, { kind: 'call' }],
    ['APP_ACTION', '', {}, { kind: 'app', action: 'APP_ACTION' }],
    ['APP_ACTION', '', { message: 'x' }, { kind: 'reply', value: 'x' }],
    ['SMS', '', {}, { kind: 'app', action: 'SMS' }],
    ['', '', {}, { kind: 'inert' }],
    [undefined, undefined, undefined, { kind: 'inert' }],
    [undefined, '', { gogo_message: 'x' }, { kind: 'reply', value: 'x' }],
    [undefined, '', { message: 'x' }, { kind: 'reply', value: 'x' }],
    [undefined, '', { url, message: 'x' }, { kind: 'link', url }],
    [undefined, 'CALL', {}, { kind: 'call' }],
    [undefined, 'GALLERY_PICKER', {}, { kind: 'app', action: 'GALLERY_PICKER' }],
  ])('of type %j and uri %j with the payload %j is %j', (type, uri, payload, expected) => {
    expect(first({ type, uri, payload })).toMatchObject(expected);
  });

  test.each(['CAROUSEL_DETAIL', 'carousel_default'])('of uri %s opens a screen', (uri) => {
    const payload = {
      title: 'A',
      sub_title: 'B',
      description: 'C',
      thumbnail: { image: url },
      images: [url, 5, 'javascript:x', `${url}2`],
      items: [{ title: 'D' }, null],
      actionables: [{ actionable_text: 'E', type: 'TEXT_ONLY' }, null],
    };

    expect(first({ type: 'MESSAGE_BAR', uri, payload })).toMatchObject({
      kind: 'screen',
      screen: {
        title: 'A',
        subTitle: 'B',
        description: 'C',
        image: url,
        images: { shown: [url, `${url}2`], more: 0 },
        items: { shown: [{ title: 'D', subTitle: '', description: '', image: undefined }], more: 0 },
        actionables: { shown: [{ kind: 'reply', label: 'E' }], more: 0 },
      },
    });
  });

  test('opens a screen of five entries a list', () => {
    const six = <T>(entry: T) => Array<T>(6).fill(entry);
    const payload = { images: six(url), items: six({}), actionables: six({}) };

    expect(first({ uri: 'CAROUSEL_DETAIL', payload })).toMatchObject({
      screen: {
        images: { shown: six(url).slice(1), more: 1 },
        items: { shown: { length: 5 }, more: 1 },
        actionables: { shown: { length: 5 }, more: 1 },
      },
    });
  });

  test('opens no screen within a screen', () => {
    const inner = { uri: 'carousel_detail', payload: { title: 'inner' } };

    expect(first({ uri: 'CAROUSEL_DEFAULT', payload: { actionables: [inner] } })).toMatchObject({
      screen: { actionables: { shown: [{ kind: 'app', action: 'CAROUSEL_DETAIL' }], more: 0 } },
    });
  });

  test.each([[undefined], [null], ['x'], [[null, 'x', 5, []]]])('is not in %j', (value) => {
    expect(parseActionables(value)).toEqual(nothing);
  });

  test('may stand alone, without a list', () => {
    expect(parseActionables({ actionable_text: 'A' }).shown).toMatchObject([{ label: 'A', kind: 'inert' }]);
  });
});

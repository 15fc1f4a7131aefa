import { expect, test } from 'vitest';
import { devicePlatforms } from '#functions/shared/sources/haptik/device-platforms.ts';

test("the device platforms are those of Haptik's appendix", () => {
  expect([...devicePlatforms].map(([number, name]) => `${number} ${name}`)).toEqual([
    '2 Android',
    '3 Facebook',
    '4 Jio',
    '5 Web SDK',
    '6 iOS',
    '9 Voice',
    '11 Kookoo',
    '12 Phonecom',
    '13 Bot API',
    '14 WhatsApp',
    '15 Jio Connector',
    '16 IVR',
    '17 ISON',
    '18 Jio IVR',
    '19 SMS Gupshup',
    '20 Netcore',
    '21 Google Business Messages',
    '22 Sunshine Zendesk',
  ]);
});

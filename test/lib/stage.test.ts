import { describe, expect, test } from 'vitest';
import { stageNamed } from '#lib/stage.ts';

describe('stageNamed', () => {
  test('finds a stage by its name', () => {
    expect(stageNamed('prod').name).toBe('prod');
  });

  test('is dev where no stage is named', () => {
    expect(stageNamed(undefined).name).toBe('dev');
  });

  test.each(['prd', '', 'Prod', 3, null, {}])('refuses %j and lists the legal names', (name) => {
    expect(() => stageNamed(name)).toThrow(
      `There is no stage ${JSON.stringify(name)}. Use -c stage=dev or -c stage=prod`,
    );
  });

  test('refuses a setting that there is not, and says where it stands', () => {
    const mistyped = { retentionDays: 90, alarmEmial: 'me@example.com' };

    expect(() => stageNamed('prod', mistyped)).toThrow(
      /^The configuration cannot be deployed:\n- There is no setting alarmEmial; there are channels, .*\nThey are the settings of stage prod in lib\/stage\.ts\.$/,
    );
  });

  test('sends to Haptik’s staging in dev, and nowhere in prod until its URL is set', () => {
    const targets = ['dev', 'prod'].map((name) => stageNamed(name).channels.map(({ send }) => send?.baseUrl));

    expect(targets).toEqual([
      ['https://staging-messenger.haptikapi.com', undefined],
      [undefined, undefined],
    ]);
  });

  test('protects the data of prod, not of dev', () => {
    expect(stageNamed('prod').protected).toBe(true);
    expect(stageNamed('dev').protected).toBe(false);
  });
});

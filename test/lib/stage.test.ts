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

  test('protects the data of prod, not of dev', () => {
    expect(stageNamed('prod').protected).toBe(true);
    expect(stageNamed('dev').protected).toBe(false);
  });
});

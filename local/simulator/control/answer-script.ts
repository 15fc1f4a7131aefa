import type { ScriptStep } from './script-step.ts';

/** Steps that REST calls use up, in order. */
export type AnswerScript = {
  add(steps: readonly ScriptStep[]): void;
  /** The first step for this endpoint, used up once. */
  take(endpoint: string): ScriptStep | undefined;
  /** What is still to come. */
  steps(): readonly ScriptStep[];
  clear(): void;
};

export const createAnswerScript = (): AnswerScript => {
  let steps: readonly ScriptStep[] = [];
  return {
    add: (more) => {
      steps = [...steps, ...more];
    },
    take: (endpoint) => {
      const taken = steps.find((step) => (step.endpoint ?? endpoint) === endpoint);
      steps = steps.flatMap((step) => {
        if (step !== taken) return [step];
        return step.times > 1 ? [{ ...step, times: step.times - 1 }] : [];
      });
      return taken;
    },
    steps: () => steps,
    clear: () => {
      steps = [];
    },
  };
};

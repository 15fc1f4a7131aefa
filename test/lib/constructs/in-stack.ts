import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

/** The template of a stack that holds only what `build` puts there. */
export const inStack = (build: (stack: Stack) => void): Template => {
  const stack = new Stack();
  build(stack);
  return Template.fromStack(stack);
};

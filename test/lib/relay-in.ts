import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HaptikRelay, type HaptikRelayProps } from '#lib/haptik-relay.ts';

type Props = Partial<HaptikRelayProps> | ((stack: Stack) => Partial<HaptikRelayProps>);

/** A stack of somebody's own app, whose functions are not bundled; with the flags of the CDK that it sets, or none. */
export const ownStack = (flags: Readonly<Record<string, unknown>> = {}): Stack => {
  const app = new App({
    context: { ...flags, 'aws:cdk:bundling-stacks': [] },
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
  });
  return new Stack(app, 'own');
};

/** A relay in a stack of somebody's own, with one channel of Haptik's unless said otherwise. */
export const relayIn = (stack: Stack, props: Props = {}, id = 'Relay'): HaptikRelay => {
  const given = typeof props === 'function' ? props(stack) : props;
  return new HaptikRelay(stack, id, { channels: [{ name: 'haptik', source: 'haptik' }], ...given });
};

/** The template of a stack with one relay. */
export const templateWith = (props?: Props): Template => {
  const stack = ownStack();
  relayIn(stack, props);
  return Template.fromStack(stack);
};

/** What the intrinsic functions look up. Each throws an Error that names what it cannot give. */
export type Scope = {
  readonly ref: (name: string) => unknown;
  readonly getAtt: (logicalId: string, attribute: string) => string;
  readonly condition: (name: string) => boolean;
};

/** What `Ref: AWS::NoValue` becomes; a property or list entry with this value does not exist. */
export const noValue: unique symbol = Symbol('AWS::NoValue');

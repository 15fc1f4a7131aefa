/** What a call needs to be allowed. */
export type Permission = {
  /** As policies name it: `dynamodb:PutItem`. */
  readonly action: string;
  /** ARN; `*` for an action that knows no resources. */
  readonly resource: string;
  /** What the call gives to condition keys, such as `s3:prefix`. */
  readonly context?: Readonly<Record<string, string>>;
};

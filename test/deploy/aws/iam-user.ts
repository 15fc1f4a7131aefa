import { elementOf, queryAws } from './call-aws.ts';
import type { Credentials } from './signed.ts';

/** A user with one key, until it is disposed of. */
export type IamUser = { readonly key: Credentials; [Symbol.asyncDispose](): Promise<void> };

const iam = async (Action: string, parameters: Readonly<Record<string, string>>) => {
  const answer = await queryAws({ service: 'iam', version: '2010-05-08', Action, ...parameters });
  if (answer.status !== 200) throw new Error(`${Action} answered ${answer.status}: ${answer.body}`);
  return answer;
};

const PolicyName = 'may-call-an-api';

/** Makes a user of an emulator who may call the APIs that this ARN names, and do nothing else. */
export const createIamUser = async (UserName: string, apis: string): Promise<IamUser> => {
  const Statement = [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: apis }];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  await iam('CreateUser', { UserName });
  await iam('PutUserPolicy', { UserName, PolicyName, PolicyDocument });
  const answer = await iam('CreateAccessKey', { UserName });
  const AccessKeyId = elementOf(answer, 'AccessKeyId') ?? '';
  return {
    key: { accessKeyId: AccessKeyId, secretAccessKey: elementOf(answer, 'SecretAccessKey') ?? '' },
    [Symbol.asyncDispose]: async () => {
      await iam('DeleteAccessKey', { UserName, AccessKeyId });
      await iam('DeleteUserPolicy', { UserName, PolicyName });
      await iam('DeleteUser', { UserName });
    },
  };
};

import { accountId } from '#local/emulators/client-settings.ts';
import { signedBy } from './caller.ts';
import { isAllowed } from './is-allowed.ts';
import type { Permission } from './permission.ts';
import type { Roles } from './role.ts';
import type { AwsRequest, Needs, Refusal, Service } from './service.ts';

/** What is to become of a request: passed on, or refused. */
export type Verdict =
  | {
      readonly kind: 'pass';
      /** What to answer in the place of a 404; undefined: the 404 itself. */
      readonly ifMissing: () => Refusal | undefined;
    }
  | { readonly kind: 'refuse'; readonly refusal: Refusal };

/** Something that was refused: the function's name and why. */
export type Refused = { readonly caller: string; readonly reason: string };

type Judging = {
  readonly service: Service;
  readonly roles: () => Roles;
  /** Called each time that something is refused. */
  readonly tell: (refused: Refused) => void;
};

export type Judge = (request: AwsRequest, body: string) => Verdict;

const needsOf = (service: Service, request: AwsRequest, body: string): Needs => {
  try {
    return service.needs(request, body);
  } catch {
    return { kind: 'unknown', what: 'a request that could not be read' };
  }
};

const because = ({ action, resource }: Permission): string =>
  `${action} on ${resource}, which its role in the template does not allow`;

/** Judges requests to one service by the roles of those who sign them. */
export const createJudge = ({ service, roles, tell }: Judging): Judge => {
  const refuse = (caller: string, reason: string): Refusal => {
    tell({ caller, reason });
    const role = roles().get(caller)?.name ?? 'none';
    const user = `arn:aws:sts::${accountId}:assumed-role/${role}/${caller}`;
    return service.refuse(`User: ${user} is not authorized to perform: ${reason}.`);
  };

  return (request, body) => {
    const caller = signedBy(request);
    const role = roles().get(caller);
    if (!role)
      return { kind: 'refuse', refusal: refuse(caller, 'anything: no function has this access key') };
    const needs = needsOf(service, request, body);
    if (needs.kind === 'unknown')
      return {
        kind: 'refuse',
        refusal: refuse(caller, `${needs.what}, which is not known locally: add it to local/access/services`),
      };
    const lacks = needs.permissions.find((permission) => !isAllowed(role.statements, permission));
    if (lacks) return { kind: 'refuse', refusal: refuse(caller, because(lacks)) };
    const { toKnowItIsMissing } = needs;
    return {
      kind: 'pass',
      ifMissing: () =>
        toKnowItIsMissing && !isAllowed(role.statements, toKnowItIsMissing)
          ? refuse(caller, because(toKnowItIsMissing))
          : undefined,
    };
  };
};

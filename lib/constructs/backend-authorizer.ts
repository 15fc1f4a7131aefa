import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { JwtSettings } from '#lib/settings.ts';

/** Who speaks for the company's own backend: whoever its IAM policies let, or whoever holds one of an issuer's tokens. */
export const backendAuthorizer = (jwt: JwtSettings | undefined): IHttpRouteAuthorizer => {
  if (jwt === undefined) return new HttpIamAuthorizer();
  return new HttpJwtAuthorizer('Backend', jwt.issuer, { jwtAudience: [...jwt.audience] });
};

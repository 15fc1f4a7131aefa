import { CfnApiMapping, type CfnStage, DomainName, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Construct } from 'constructs';
import type { DomainSettings } from '#lib/settings.ts';

export type RelayDomainProps = { readonly domain: DomainSettings; readonly stage: CfnStage };

/** A domain of your own in front of the HTTP API, whose own domain goes on working beside it. */
export class RelayDomain extends Construct {
  /** Base URL, without a slash at its end. */
  readonly url: string;
  /** Where a DNS record of the name must lead: a CNAME to this host, or an alias with the zone's id. */
  readonly target: string;
  readonly targetZoneId: string;

  constructor(scope: Construct, id: string, { domain, stage }: RelayDomainProps) {
    super(scope, id);
    const domainName = new DomainName(this, 'Name', {
      domainName: domain.name,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    const mapping = new CfnApiMapping(this, 'Mapping', {
      apiId: stage.apiId,
      domainName: domainName.name,
      stage: stage.stageName,
    });
    mapping.node.addDependency(stage);
    this.url = `https://${domain.name}`;
    this.target = domainName.regionalDomainName;
    this.targetZoneId = domainName.regionalHostedZoneId;
  }
}

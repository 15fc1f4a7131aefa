import { generateKeyPairSync, sign } from 'node:crypto';

/** One value of ASN.1 in its distinguished encoding (X.690). */
const der = (tag: number, ...contents: Uint8Array[]): Buffer => {
  const content = Buffer.concat(contents);
  const { length } = content;
  const head = length < 128 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Uint8Array.from(head), content]);
};

const sequence = (...contents: Uint8Array[]) => der(0x30, ...contents);
const integer = (value: number) => der(0x02, Uint8Array.of(value));
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const bitString = (bytes: Uint8Array) => der(0x03, Uint8Array.of(0), bytes);
const time = (text: string) => der(0x18, Buffer.from(text));

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const commonName = oid('550403');
const subjectAltName = oid('551d11');

const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from('localhost')))));
const validity = sequence(time('20200101000000Z'), time('99991231235959Z'));
/** `localhost` as a host name; this is what a client compares. */
const extensions = der(
  0xa3,
  sequence(sequence(subjectAltName, der(0x04, sequence(der(0x82, Buffer.from('localhost')))))),
);

/** A key and a certificate for `localhost` that nobody else has signed: X.509 v3 (RFC 5280) in PEM. */
export const selfSigned = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const subject = publicKey.export({ type: 'spki', format: 'der' });
  const version3 = der(0xa0, integer(2));
  const contents = sequence(version3, integer(1), ecdsaWithSha256, name, validity, name, subject, extensions);
  const signature = sign('sha256', contents, privateKey);
  const base64 = sequence(contents, ecdsaWithSha256, bitString(signature)).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
    cert: `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
};

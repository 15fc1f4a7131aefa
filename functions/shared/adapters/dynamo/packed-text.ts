import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** Shorter text is left as it is: there is little to be won. */
const shortest = 4 * 1024;

const compression = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/** Text for an attribute: long text compressed. */
export const packText = (text: string): string | Uint8Array =>
  text.length < shortest ? text : brotliCompressSync(text, compression);

export const unpackText = (packed: string | Uint8Array): string =>
  typeof packed === 'string' ? packed : brotliDecompressSync(packed).toString('utf8');

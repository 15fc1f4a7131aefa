import { decodePart, encodePart } from './conversation-id.ts';
import { quarantineFolder } from './quarantine.ts';

/** S3's longest name: bytes. */
const longestKey = 1024;

const root = quarantineFolder();

/** `<channel>:<time>_<delivery id>` of an object in quarantine, safe in a URL path as it is. */
export const formatQuarantineId = (key: string): string =>
  key.slice(root.length).split('/').map(encodePart).join(':');

// A name of dots would lead elsewhere where a URL is resolved.
const isName = (segment: string | undefined): boolean =>
  segment !== undefined && !/^\.+$|[/\p{Cc}]/u.test(segment);

/** The object's name; `undefined` for what is no id. It never leads out of quarantine. */
export const parseQuarantineId = (id: string): string | undefined => {
  const segments = id.split(':').map(decodePart);
  const key = root + segments.join('/');
  return segments.every(isName) && Buffer.byteLength(key) <= longestKey ? key : undefined;
};

/** Signed links of storage services are long; a link that is cut leads nowhere, so a longer one is no link. */
const longest = 4096;

/**
 * A link as it may be shown: http or https, without user name and password, in ASCII throughout (so that a look-alike
 * letter in a host's name shows). It is never fetched. Anything else is `undefined`.
 */
export const httpLink = (text: string): string | undefined => {
  const url = text.length > longest ? null : URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return undefined;
  url.username = '';
  url.password = '';
  return url.href.length > longest ? undefined : url.href;
};

/** By the path: a video comes as the address of a player or as a file, where a picture would stand. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^https?:\/\/[^/]+\/embed\/|\.(mp4|m4v|mov|webm|3gp)$/i, 'Video'],
  [/\.(png|jpe?g|gif|webp|bmp|svg|heic)$/i, 'Image'],
  [/\.(pdf|docx?|xlsx?|pptx?|csv|txt|zip|mp3|m4a|ogg|wav|aac|amr|opus)$/i, 'Attachment'],
];

/** What to call a link of `httpLink` that came without a name. */
export const linkName = (link: string, otherwise: 'Image' | 'Link'): string => {
  const address = link.replace(/[?#].*/, '');
  return names.find(([pattern]) => pattern.test(address))?.[1] ?? otherwise;
};

const imfFixdate = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/;
const rfc850 = /^[A-Z][a-z]{5,8}, (\d{2})-([A-Z][a-z]{2})-(\d{2}) (\d{2}:\d{2}:\d{2}) GMT$/;
const asctime = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d{2}:\d{2}:\d{2}) (\d{4})$/;

/** The year that two digits mean: what would lie more than 50 years ahead is past (RFC 9110, 5.6.7). */
const fullYear = (digits: string, now: number): number => {
  const thisYear = new Date(now).getUTCFullYear();
  const year = thisYear - (thisYear % 100) + Number(digits);
  return year > thisYear + 50 ? year - 100 : year;
};

/** A date in one of the three forms of HTTP as `06 Nov 1994 08:49:37 GMT`. */
const canonical = (text: string, now: number): string =>
  text
    .replace(imfFixdate, '$1 $2 $3 $4 GMT')
    .replace(rfc850, (_, day, month, year, time) => `${day} ${month} ${fullYear(year, now)} ${time} GMT`)
    .replace(asctime, (_, month, day, time, year) => `${day.replace(' ', '0')} ${month} ${year} ${time} GMT`);

/** Epoch milliseconds. A date counts only where it is written back as it was read: there is no 31st of February. */
const httpDate = (header: string, now: number): number | undefined => {
  const text = canonical(header, now);
  const date = new Date(text);
  return date.toUTCString().endsWith(`, ${text}`) ? date.getTime() : undefined;
};

/**
 * How long a `Retry-After` header asks to wait, in milliseconds: seconds, or a date as HTTP writes it; 0 for a date
 * that is past, `undefined` for anything else. May be longer than anybody wants to wait, but is always a safe integer.
 */
export const readRetryAfter = (header: string | undefined, now: number): number | undefined => {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1_000, Number.MAX_SAFE_INTEGER);
  const at = httpDate(text, now);
  return at === undefined ? undefined : Math.max(0, at - now);
};

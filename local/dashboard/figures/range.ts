/** A stretch of time, milliseconds since 1970, its end left out. */
export type Range = { readonly from: number; readonly to: number };

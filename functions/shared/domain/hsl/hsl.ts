/** An element of HSL, Haptik's message format, as it came: `text`, `type`, `data` and whatever else there is. */
export type Hsl = Readonly<Record<string, unknown>>;

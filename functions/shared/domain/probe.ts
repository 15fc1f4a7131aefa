/**
 * What `watch` posts to a channel's webhook to see whether its way to the table is open: signed as a delivery is, and
 * so short that recognising it costs a delivery nothing.
 */
const wellFormed = /^\{"haptik_relay_probe":"([0-9A-HJKMNP-TV-Z]{26})"\}$/;

/** `id`: a ULID. */
export const probeBody = (id: string): Buffer => Buffer.from(JSON.stringify({ haptik_relay_probe: id }));

const length = probeBody('0'.repeat(26)).length;

/** The id of the probe that a body is, if it is one. */
export const probeIn = (body: Uint8Array): string | undefined =>
  body.length === length ? wellFormed.exec(Buffer.from(body).toString('latin1'))?.[1] : undefined;

/** A probe that has come through to the table, and when: epoch milliseconds. */
export type SeenProbe = { probeId: string; seenAt: number };

/** Where `persist` notes probes and `watch` looks for them. Every call may throw StoreUnavailableError. */
export type ProbeNotes = {
  /** Keeps the latest one; an older one that comes behind it changes nothing. */
  note: (channel: string, seen: SeenProbe) => Promise<void>;
  latest: (channel: string) => Promise<SeenProbe | undefined>;
};

/** What the public URL answered; `body` is its JSON, `undefined` where it is none. */
export type DoorAnswer = { status: number; body: unknown };

/** The public URL of the webhooks, as a platform comes to it. */
export type Door = {
  /**
   * Posts JSON to the webhook of a channel, signed in the header of this name.
   * @throws Error saying why there is no answer
   */
  post: (
    channel: string,
    knock: { header: string; signature: string; body: Uint8Array },
  ) => Promise<DoorAnswer>;
};

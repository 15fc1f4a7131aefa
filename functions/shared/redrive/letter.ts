import type { LogFields } from '#functions/shared/domain/observe.ts';

/** What is known of a letter before it goes back. */
export type Finding = {
  /** The conversation it is about, or the lane; absent where it is about none. */
  conversation?: string | undefined;
  /** Nothing is left to do about it: its events were stored meanwhile, or it holds nothing to store. */
  isDone: boolean;
  /** False: this version would only set it aside, where it lies already. */
  isReadable?: boolean | undefined;
};

/** The way of a letter to where it came from. Both may throw StoreUnavailableError or what the queue fails with. */
export type WayBack = { examine: () => Promise<Finding>; put: () => Promise<void> };

/** Something that ran out of tries, or was set aside, and may go back. */
export type Letter = {
  /** What the audit calls it: its delivery's id, its lane, else where it lies. */
  name: string;
  /** The same, as log lines have it. */
  ids: LogFields;
  /** Letters of one group go back in their order: where one stays, those behind it stay too. */
  group: string;
  /** When what it holds came to us, as far as it tells: epoch milliseconds. */
  since: number;
  /** Why it lies there, where that was noted. */
  reason?: string | undefined;
  /** Nobody else has it until then. Absent: others may, and that does no harm. */
  heldUntil?: number | undefined;
  /** Absent: it is nothing that we could put back. */
  back?: WayBack | undefined;
  remove: () => Promise<void>;
  /** Lets others have it. */
  giveBack: () => Promise<void>;
};

/** What a letter's body makes of it, wherever it lies. */
export type AsRead = Pick<Letter, 'name' | 'ids' | 'group' | 'since' | 'back'>;

/** One that nothing can be made of. It is a group of its own. */
export const unusable = ({ name, since }: { name: string; since: number }): AsRead => ({
  name,
  ids: { letter: name },
  group: name,
  since,
});

/** How many letters lie there; about so many, where `isExact` is false. */
export type Count = { waiting: number; held: number; isExact: boolean };

/** Where letters lie. Every call may throw StoreUnavailableError. */
export type LetterSource = {
  count: () => Promise<Count>;
  /** Some of those that could be taken, for looking at: they can be taken all the while, and are never removed so. */
  peek: () => Promise<readonly Letter[]>;
  /** All that can be taken, some at a time, each once, those of a group in their order. */
  take: () => AsyncIterable<readonly Letter[]>;
};

/** Dead letters of the events queue; what was set aside in the bucket; dead letters of the outbox, which are wake-ups. */
export const sourceNames = ['events', 'set-aside', 'outbox'] as const;

export type LetterSourceName = (typeof sourceNames)[number];

export type LetterSources = Readonly<Record<LetterSourceName, LetterSource>>;

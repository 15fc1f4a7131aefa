/** A message that ran out of tries, as it lies in the dead-letter queue. */
export type DeadLetter = {
  /** The queue's own. */
  id: string;
  body: string;
  /** When it came there: epoch milliseconds. */
  since: number;
};

/** One that we hold: until then nobody else is given it, nor another of its group. */
export type HeldLetter = DeadLetter & { handle: string; heldUntil: number };

/** The dead letters of one FIFO queue. Every call may throw StoreUnavailableError. */
export type DeadLetters = {
  /** About how many can be taken, and how many somebody holds at the moment. */
  count: () => Promise<{ waiting: number; held: number }>;
  /**
   * Some of those that can be taken, of each group the first ones. They can be taken all the while: looking at them
   * holds none of them, and so no group.
   */
  peek: () => Promise<readonly DeadLetter[]>;
  /** Holds the next ones, ten at most, of each group in its order; none: there is nothing left that can be taken. */
  take: () => Promise<readonly HeldLetter[]>;
  /** Lets go of one. It can be taken again at once, in its place. */
  giveBack: (letter: HeldLetter) => Promise<void>;
  remove: (letter: HeldLetter) => Promise<void>;
};

import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import type { UserName } from '#functions/shared/domain/conversation-id.ts';
import type { ConversationWriter, WriteOutcome } from '#functions/shared/domain/conversation-store.ts';
import type { StoredEvent } from '#functions/shared/domain/event.ts';
import { amend } from './amend.ts';
import { type Amendment, type Arrival, type Folded, foldRepeats, withAmendment, without } from './arrival.ts';
import { locate, mayBeOf, subjectOf } from './locate.ts';
import { type Plan, planWrite } from './plan-write.ts';
import { splitForWrite } from './split-for-write.ts';
import { tooLate } from './too-late.ts';

/** What became of the arrivals of one conversation. */
export type Appended = {
  /** Where they are stored. */
  conversationId: string;
  stored: readonly StoredEvent[];
  duplicates: number;
  /** Duplicates that say something else than what is stored. */
  mismatches: number;
  outOfOrder: number;
};

type Dependencies = {
  store: ConversationWriter;
  clock: () => number;
  /** Waits, with jitter, before the next attempt (1, 2, 3 …) at a contended write. */
  pause: (attempt: number) => Promise<void>;
};

type Refused = Extract<WriteOutcome, { outcome: 'refused' }>;

/** Where events are stored: names that are taken lead to another conversation for good. */
type Place = { head: ConversationHead; taken: ReadonlySet<UserName> };

/** What is left to store, and where. */
type State = Folded & Place;

const dropExisting = (state: State, { write }: Plan, { existing }: Refused): State => {
  const bySeq = new Map(write.events.map((event) => [event.seq, event]));
  const identities = new Set<string>();
  let { mismatches, amendments } = state;
  for (const { seq, digest } of existing) {
    const event = bySeq.get(seq);
    if (event === undefined) continue;
    identities.add(event.identity);
    if (digest === undefined || digest === event.digest) continue;
    mismatches += 1;
    amendments = withAmendment(amendments, event, event.receivedAt);
  }
  return {
    ...state,
    arrivals: without(state.arrivals, identities),
    duplicates: state.duplicates + identities.size,
    mismatches,
    amendments,
  };
};

/** What a refusal teaches: the summary moved, events are there already, names lead elsewhere. */
const learn = async (deps: Dependencies, state: State, plan: Plan, refusal: Refused): Promise<State> => {
  const next = dropExisting(state, plan, refusal);
  const moved = refusal.head ?? state.head;
  const subject = subjectOf(state.arrivals);
  if (refusal.bound.length === 0 && mayBeOf(moved, subject.user)) return { ...next, head: moved };
  // A name of the user was bound or the conversation became another user's: look anew where the events belong.
  const head = await locate({ store: deps.store, now: deps.clock() }, subject);
  if (head.conversationId !== state.head.conversationId) return { ...next, head, taken: new Set() };
  return { ...next, head, taken: new Set([...state.taken, ...refusal.bound.map(({ user }) => user)]) };
};

const sum = (a: Appended, b: Appended): Appended => ({
  conversationId: b.conversationId,
  stored: [...a.stored, ...b.stored],
  duplicates: a.duplicates + b.duplicates,
  mismatches: a.mismatches + b.mismatches,
  outOfOrder: a.outOfOrder + b.outOfOrder,
});

const isDone = ({ arrivals }: Pick<State, 'arrivals'>): boolean =>
  arrivals.every(({ news }) => news.events.length === 0);

/** Stores as much as one transaction takes; all of it or nothing. Answers where the next one goes. */
const appendSome = async (
  deps: Dependencies,
  { arrivals, place, until }: { arrivals: Arrival[]; place: Place; until: number },
): Promise<{ appended: Appended; place: Place; amendments: readonly Amendment[] }> => {
  let state: State = { arrivals, duplicates: 0, mismatches: 0, amendments: [], ...place };
  let plan: Plan | undefined;
  for (let attempt = 1; !isDone(state) && plan === undefined; attempt += 1) {
    if (attempt > 1 && deps.clock() >= until) throw tooLate();
    const tried = planWrite(state.head, state.arrivals, { now: deps.clock(), taken: state.taken });
    const result = await deps.store.write(tried.write);
    if (result.outcome === 'written') plan = tried;
    if (result.outcome === 'refused') state = await learn(deps, state, tried, result);
    // What one refusal taught is used at once; after that others are writing too.
    if (result.outcome === 'contended' || (result.outcome === 'refused' && attempt > 1))
      await deps.pause(attempt);
  }
  const { duplicates, mismatches, amendments, taken } = state;
  const head = plan?.write.head ?? state.head;
  const { conversationId } = head;
  const stored = plan?.write.events ?? [];
  return {
    amendments,
    appended: { conversationId, stored, outOfOrder: plan?.outOfOrder ?? 0, duplicates, mismatches },
    place: { head, taken },
  };
};

/**
 * Adds arrivals of one conversation to it: each event once, with the next seq, however often it came. Many or large
 * ones take several transactions. No further attempt begins after `until` (epoch milliseconds).
 * @throws StoreUnavailableError when the table does not take them now, UnstorableError when it never will.
 */
export const createAppend =
  (deps: Dependencies) =>
  async (arrivals: readonly Arrival[], until: number): Promise<Appended> => {
    const head = await locate({ store: deps.store, now: deps.clock() }, subjectOf(arrivals));
    const folded = foldRepeats(arrivals);
    let place: Place = { head, taken: new Set() };
    let left = folded.arrivals;
    let { amendments } = folded;
    let total: Appended = {
      conversationId: head.conversationId,
      stored: [],
      outOfOrder: 0,
      duplicates: folded.duplicates,
      mismatches: folded.mismatches,
    };
    while (!isDone({ arrivals: left })) {
      if (total.stored.length > 0 && deps.clock() >= until) throw tooLate();
      const { now, later } = splitForWrite(left);
      const some = await appendSome(deps, { arrivals: now, place, until });
      total = sum(total, some.appended);
      place = some.place;
      amendments = [...amendments, ...some.amendments];
      left = later;
    }
    await amend(deps, { head: place.head, amendments }, until);
    return total;
  };

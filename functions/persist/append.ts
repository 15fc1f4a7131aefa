import type { ConversationHead } from '#functions/shared/domain/conversation.ts';
import type { UserName } from '#functions/shared/domain/conversation-id.ts';
import type { ConversationWriter, WriteOutcome } from '#functions/shared/domain/conversation-store.ts';
import { StoreUnavailableError } from '#functions/shared/domain/errors.ts';
import type { StoredEvent } from '#functions/shared/domain/event.ts';
import { type Arrival, type Folded, foldRepeats, without } from './arrival.ts';
import { locate } from './locate.ts';
import { type Plan, planWrite } from './plan-write.ts';
import { sameContent } from './same-content.ts';

/** What became of the arrivals of one conversation. */
export type Appended = {
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

/** What is left to store, and where. */
type State = Folded & { head: ConversationHead; taken: ReadonlySet<UserName> };

const dropExisting = (state: State, { write }: Plan, { existing }: Refused): State => {
  const bySeq = new Map(write.events.map((event) => [event.seq, event]));
  const identities = new Set<string>();
  let mismatches = state.mismatches;
  for (const { seq, stored } of existing) {
    const event = bySeq.get(seq);
    if (event === undefined) continue;
    identities.add(event.identity);
    if (stored !== undefined && !sameContent(stored, event)) mismatches += 1;
  }
  return {
    ...state,
    arrivals: without(state.arrivals, identities),
    duplicates: state.duplicates + identities.size,
    mismatches,
  };
};

/** What a refusal teaches: the summary moved, events are there already, names lead elsewhere. */
const learn = async (deps: Dependencies, state: State, plan: Plan, refusal: Refused): Promise<State> => {
  const next = dropExisting(state, plan, refusal);
  if (refusal.bound.length === 0) return { ...next, head: refusal.head ?? state.head };
  // Another of the user's names was written in between: look anew where the events belong.
  const head = await locate({ store: deps.store, now: deps.clock() }, state.arrivals);
  if (head.conversationId !== state.head.conversationId) return { ...next, head, taken: new Set() };
  return { ...next, head, taken: new Set([...state.taken, ...refusal.bound.map(({ user }) => user)]) };
};

const isDone = ({ arrivals }: State): boolean => arrivals.every(({ news }) => news.events.length === 0);

const counted = ({ duplicates, mismatches }: State, plan?: Plan): Appended => ({
  stored: plan?.write.events ?? [],
  outOfOrder: plan?.outOfOrder ?? 0,
  duplicates,
  mismatches,
});

const tooLate = (): StoreUnavailableError =>
  new StoreUnavailableError('Other writers kept changing the conversation. The records stay on their queue.');

/**
 * Adds arrivals of one conversation to it: each event once, with the next seq, however often it came.
 * All of them are stored or none. No further attempt begins after `until` (epoch milliseconds).
 * @throws StoreUnavailableError when the table does not take them now, BrokenRecordError when it never will.
 */
export const createAppend =
  (deps: Dependencies) =>
  async (arrivals: readonly Arrival[], until: number): Promise<Appended> => {
    const head = await locate({ store: deps.store, now: deps.clock() }, arrivals);
    let state: State = { ...foldRepeats(arrivals), head, taken: new Set() };
    for (let attempt = 1; !isDone(state); attempt += 1) {
      if (attempt > 1 && deps.clock() >= until) throw tooLate();
      const plan = planWrite(state.head, state.arrivals, { now: deps.clock(), taken: state.taken });
      const result = await deps.store.write(plan.write);
      if (result.outcome === 'written') return counted(state, plan);
      if (result.outcome === 'refused') state = await learn(deps, state, plan, result);
      // What one refusal taught is used at once; after that others are writing too.
      if (result.outcome === 'contended' || attempt > 1) await deps.pause(attempt);
    }
    return counted(state);
  };

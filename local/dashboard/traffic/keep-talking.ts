import { setTimeout as pause } from 'node:timers/promises';
import { send } from '#local/demo/send.ts';
import { deliverSaying } from './deliver.ts';
import { conversationOf } from './play-scenes.ts';
import { listeners, openings, type Saying, writers } from './talk.ts';

type Running = { readonly apiUrl: string; readonly simulatorUrl: string };

const firstId = 3_000_000;
const pauseMs = 1500;

/** The entry whose turn it is. */
const byTurn = <Entry>(entries: readonly [Entry, ...Entry[]], turn: number): Entry =>
  entries[turn % entries.length] ?? entries[0];

const sayingOf = (turn: number): Saying => ({
  id: firstId + turn,
  user: byTurn(listeners, turn),
  text: byTurn(openings, turn >> 1),
  by: turn % 12 === 0 ? 'agent' : 'bot',
});

const playTurn = async ({ apiUrl, simulatorUrl }: Running, turn: number): Promise<void> => {
  await deliverSaying(simulatorUrl, sayingOf(turn));
  // Haptik repeats now and then what was answered already, under another time.
  if (turn % 10 === 9) await deliverSaying(simulatorUrl, sayingOf(turn - 4));
  if (turn % 5 === 4)
    await send(apiUrl, { conversationId: conversationOf(byTurn(writers, turn)), text: 'Thank you.' });
};

/** Keeps conversations going until it is told to end, so that there is something to see. Never rejects. */
export const keepTalking = async (running: Running, end: AbortSignal): Promise<void> => {
  for (let turn = 0; !end.aborted; turn += 1) {
    try {
      await playTurn(running, turn);
    } catch (error) {
      if (!end.aborted) console.error('The traffic missed a turn:', error);
    }
    // An end in between is no failure.
    await pause(pauseMs, undefined, { signal: end }).catch(() => {});
  }
};

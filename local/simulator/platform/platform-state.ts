import type { Feedback, LoggedMessage, Profile } from './requests.ts';

/** A registered end user: the profile the client sent and the platform's own names for the user. */
export type PlatformUser = Profile & { user_id: string; user_name: string };

/** What is kept of a logged file. */
export type LoggedFile = { name: string; type: string; size: number; sha256: string };

/** A message that a client logged for a user, as it was understood. */
export type ReceivedMessage = {
  messageId: number;
  receivedAt: string;
  body: LoggedMessage;
  file?: LoggedFile;
};

export type ReceivedFeedback = { receivedAt: string; body: Feedback };

export type PlatformState = {
  /** Unique and increasing over logged messages and bot replies, over resets and restarts too. */
  nextMessageId(): number;
  /** Creates the user, or updates the fields that the profile names. */
  saveUser(profile: Profile): PlatformUser;
  findUser(by: LoggedMessage['user']): PlatformUser | undefined;
  users(): readonly PlatformUser[];
  addReceived(message: ReceivedMessage): void;
  received(): readonly ReceivedMessage[];
  addFeedback(feedback: ReceivedFeedback): void;
  feedback(): readonly ReceivedFeedback[];
  /** Forgets users, messages and feedback. */
  reset(): void;
};

export const createPlatformState = (): PlatformState => {
  // Begins at the clock: whoever kept what an earlier run sent must not take new messages for repeats.
  let lastMessageId = Date.now();
  let lastUserId = 0;
  const users = new Map<string, PlatformUser>();
  const received: ReceivedMessage[] = [];
  const feedback: ReceivedFeedback[] = [];

  const createUser = () => {
    lastUserId += 1;
    return { user_id: `hu${lastUserId}`, user_name: `handle${lastUserId}` };
  };

  return {
    nextMessageId: () => {
      lastMessageId += 1;
      return lastMessageId;
    },
    saveUser: (profile) => {
      const user = { ...(users.get(profile.auth_id) ?? createUser()), ...profile };
      users.set(user.auth_id, user);
      return user;
    },
    findUser: ({ auth_id, user_id }) =>
      auth_id === undefined
        ? [...users.values()].find((user) => user.user_id === user_id)
        : users.get(auth_id),
    users: () => [...users.values()],
    addReceived: (message) => void received.push(message),
    received: () => received,
    addFeedback: (entry) => void feedback.push(entry),
    feedback: () => feedback,
    reset: () => {
      users.clear();
      received.length = 0;
      feedback.length = 0;
    },
  };
};

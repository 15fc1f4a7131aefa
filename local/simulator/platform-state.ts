import type { LoggedMessage, Profile } from './requests.ts';

/** A registered end user: the profile the client sent and the platform's own names for the user. */
export type PlatformUser = Profile & { user_id: string; user_name: string };

/** A message that a client logged for a user, as it was understood. */
export type ReceivedMessage = { messageId: number; receivedAt: string; body: LoggedMessage };

export type PlatformState = {
  /** Unique and increasing over logged messages and bot replies, over resets and restarts too. */
  nextMessageId(): number;
  /** Creates the user, or updates the fields that the profile names. */
  saveUser(profile: Profile): PlatformUser;
  findUser(by: LoggedMessage['user']): PlatformUser | undefined;
  users(): readonly PlatformUser[];
  addReceived(message: ReceivedMessage): void;
  received(): readonly ReceivedMessage[];
  /** Forgets users and messages. */
  reset(): void;
};

export const createPlatformState = (): PlatformState => {
  // Begins at the clock: whoever kept what an earlier run sent must not take new messages for repeats.
  let lastMessageId = Date.now();
  let lastUserId = 0;
  const users = new Map<string, PlatformUser>();
  const received: ReceivedMessage[] = [];

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
    addReceived: (message) => {
      received.push(message);
    },
    received: () => received,
    reset: () => {
      users.clear();
      received.length = 0;
    },
  };
};

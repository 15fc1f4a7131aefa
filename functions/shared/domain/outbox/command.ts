/** Who a command is for, by the ids that are known; the company's own is used where there is one. */
export type Recipient = { authId?: string | undefined; userId?: string | undefined };

/** What a platform is told of a user. `customData` is flat. */
export type Profile = {
  name?: string | undefined;
  email?: string | undefined;
  mobileNo?: string | undefined;
  /** ISO 639-1. */
  languageCode?: string | undefined;
  customData?: Readonly<Record<string, string | number | boolean | null>> | undefined;
};

export const commandKinds = ['message', 'file', 'user', 'feedback', 'handoff'] as const;

/** What a platform shall be asked to do. */
export type Command =
  | { kind: 'message'; text: string; messageType: number }
  | {
      kind: 'file';
      fileName: string;
      contentType: string;
      /** Bytes. */
      size: number;
      /** As the platform sorts files: 1 is an image, 52 a document. */
      messageType: 1 | 52;
      text: string;
      /** Where the file lies in the bucket. */
      key: string;
      /** The version of it that was checked; known once it was uploaded. */
      etag?: string | undefined;
    }
  | { kind: 'user'; profile: Profile }
  | { kind: 'feedback'; resolved: boolean; rating: number; comment?: string | undefined }
  /** `userName` is the platform's own name of the user. */
  | { kind: 'handoff'; team: string; countdownSeconds?: number | undefined; userName: string };

export type CommandKind = Command['kind'];

/** Commands that put something into a conversation, so that doing them twice is seen by the user. */
export type SpokenCommand = Extract<Command, { kind: 'message' | 'file' }>;

export const isSpoken = (command: Command): command is SpokenCommand =>
  command.kind === 'message' || command.kind === 'file';

// The messages that sp_addmessage has added, for all databases. They are kept while the server runs.

export interface UserMessage {
  readonly number: number;
  readonly severity: number;
  readonly isLogged: boolean;
  readonly text: string;
}

/** By number. */
export type UserMessages = Map<number, UserMessage>;

/** Numbers of users' messages are above this. */
export const LAST_SYSTEM_MESSAGE = 50000;

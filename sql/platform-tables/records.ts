// What the platform keeps about a solution's records: files, statuses, messages, drafts.

import type { Generated, GeneratedAlways } from 'kysely';
import type { Created } from './column.ts';

export interface FileTable {
  id: Generated<string>;
  resourceCode: string;
  entityCode: string;
  itemID: string | null;
  name: string;
  contentType: string;
  size: string | number;
  sha256: string;
  storageKey: string;
  width: number | null;
  height: number | null;
  ord: Generated<number>;
  created: Created;
  createdBy: string | null;
  isDeleted: Generated<boolean>;
  /** Set while the record that the file belongs to is not saved yet. */
  draftToken: string | null;
}

export interface StatusLogTable {
  id: GeneratedAlways<number>;
  entityCode: string;
  itemID: string;
  fromStatus: string | null;
  toStatus: string;
  comment: string | null;
  created: Created;
  createdBy: string | null;
}

export interface ChatMessageTable {
  id: GeneratedAlways<string>;
  chatCode: string;
  itemID: string;
  userID: number;
  text: string;
  created: Created;
  editedAt: Date | null;
  deletedAt: Date | null;
  replyToID: string | null;
}

export interface ChatFileTable {
  messageID: string;
  fileID: string;
}

export interface ChatReadTable {
  chatCode: string;
  itemID: string;
  userID: number;
  lastReadID: string | number;
}

export interface FormDraftTable {
  userID: number;
  formCode: string;
  itemID: string;
  data: string;
  updated: Created;
}

export interface IdempotencyTable {
  key: string;
  userID: number;
  /** NULL while the save runs. */
  response: string | null;
  created: Created;
}

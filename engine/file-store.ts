// Where the bytes of files live. The rows about them are in `platform.file`; a store knows only keys and bytes.

import type { Readable } from 'node:stream';

export interface StoredFile {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

export interface FileStore {
  /** Keeps the bytes under a new key; nothing remains when the stream fails or is longer than `maxBytes` (throws FileTooLarge). */
  put(source: Readable, maxBytes: number): Promise<StoredFile>;
  /** Throws when the key does not exist. */
  open(key: string): Promise<Readable>;
  remove(key: string): Promise<void>;
}

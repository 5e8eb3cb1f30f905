// Where the bytes of files live. The rows about them are in `platform.file`; a store knows only keys and bytes.

import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

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

/** The stream was longer than allowed; nothing of it was kept. */
export class FileTooLarge extends Error {
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`the file is larger than ${maxBytes} bytes`);
    this.name = 'FileTooLarge';
    this.maxBytes = maxBytes;
  }
}

/** Files in `{dataDir}/files`, spread over folders by the beginning of their random keys. `:memory:` keeps them in the system's temporary folder. */
export function createFileStore(dataDir: string): FileStore {
  const root = join(dataDir === ':memory:' ? join(tmpdir(), `peregrine-files-${process.pid}`) : dataDir, 'files');
  const pathOf = (key: string): string => {
    if (!/^[0-9a-f]{32}$/.test(key)) throw new Error(`"${key}" is no file key`);
    return join(root, key.slice(0, 2), key);
  };
  return {
    async put(source, maxBytes) {
      const key = randomBytes(16).toString('hex');
      const path = pathOf(key);
      const unfinished = `${path}.part`;
      const hash = createHash('sha256');
      let size = 0;
      const measure = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length;
          hash.update(chunk);
          if (size > maxBytes) done(new FileTooLarge(maxBytes));
          else done(null, chunk);
        },
      });
      await mkdir(dirname(path), { recursive: true });
      try {
        // flush: the bytes are on the disk before the row that names them.
        await pipeline(source, measure, createWriteStream(unfinished, { flags: 'wx', flush: true }));
        await rename(unfinished, path);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      return { key, size, sha256: hash.digest('hex') };
    },
    async open(key) {
      const handle = await open(pathOf(key), 'r');
      return handle.createReadStream();
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
  };
}

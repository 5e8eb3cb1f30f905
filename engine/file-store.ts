// Where the bytes of files live. The rows about them are in `platform.file`; a store knows only keys and bytes. Bytes arrive in a folder of
// their own and become a file by one rename, so a process that dies at any moment leaves nothing half written under a key; what it leaves
// in the arrival folder, or under a key without a row, `sweep` takes away.

import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface StoredFile {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
}

/** Bytes that have arrived and that nobody has judged yet: one of `keep` and `drop` has to follow. */
export interface ArrivedFile {
  /** On this machine, for checks that need the whole file. */
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  keep(): Promise<StoredFile>;
  /** May be called after `keep`, too: then it does nothing. */
  drop(): Promise<void>;
}

export interface ByteRange {
  readonly start: number;
  /** Inclusive. */
  readonly end: number;
}

export interface FileStore {
  /** Takes the bytes in; nothing remains when the stream fails or is longer than `maxBytes` (throws FileTooLarge). */
  receive(source: Readable, maxBytes: number): Promise<ArrivedFile>;
  /** `receive` and `keep` in one, for bytes that are trusted already. */
  put(source: Readable, maxBytes: number): Promise<StoredFile>;
  /** Throws when the key does not exist. */
  open(key: string, range?: ByteRange): Promise<Readable>;
  /** Removes the file and everything made from it. */
  remove(key: string): Promise<void>;
  /** Something made from a file (a preview), by a short name; undefined when it is not there. It goes with the file. */
  openMade(key: string, name: string): Promise<Readable | undefined>;
  putMade(key: string, name: string, bytes: Uint8Array): Promise<void>;
  /** Removes what arrived before the moment and was never kept, and files of that age whose keys `known` does not answer. */
  sweep(before: Date, known: (keys: readonly string[]) => Promise<ReadonlySet<string>>): Promise<number>;
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

const KEY = /^[0-9a-f]{32}$/;
const MADE_NAME = /^[a-z0-9]{1,20}$/;
const ARRIVALS = 'arriving';

/** Files in `{dataDir}/files`, spread over folders by the beginning of their random keys. `:memory:` keeps them in the system's temporary folder. */
export function createFileStore(dataDir: string): FileStore {
  const root = join(dataDir === ':memory:' ? join(tmpdir(), `peregrine-files-${process.pid}`) : dataDir, 'files');
  const arrivals = join(root, ARRIVALS);
  const pathOf = (key: string): string => {
    if (!KEY.test(key)) throw new Error(`"${key}" is no file key`);
    return join(root, key.slice(0, 2), key);
  };
  const madePath = (key: string, name: string): string => {
    if (!MADE_NAME.test(name)) throw new Error(`"${name}" names nothing made from a file`);
    return `${pathOf(key)}.${name}`;
  };

  const receive = async (source: Readable, maxBytes: number): Promise<ArrivedFile> => {
    const key = randomBytes(16).toString('hex');
    const path = join(arrivals, key);
    await mkdir(arrivals, { recursive: true });
    const measure = measuring(maxBytes);
    try {
      // flush: the bytes are on the disk before the row that names them.
      await pipeline(source, measure.stream, createWriteStream(path, { flags: 'wx', flush: true }));
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
    const size = measure.size();
    const sha256 = measure.sha256();
    return {
      path,
      size,
      sha256,
      async keep() {
        await moveDurably(path, pathOf(key));
        return { key, size, sha256 };
      },
      drop: () => rm(path, { force: true }),
    };
  };

  return {
    receive,
    async put(source, maxBytes) {
      return (await receive(source, maxBytes)).keep();
    },
    async open(key, range) {
      const handle = await open(pathOf(key), 'r');
      return handle.createReadStream(range === undefined ? {} : { start: range.start, end: range.end });
    },
    async remove(key) {
      const path = pathOf(key);
      const names = await namesIn(dirname(path));
      for (const name of names) if (name === key || name.startsWith(`${key}.`)) await rm(join(dirname(path), name), { force: true });
    },
    async openMade(key, name) {
      const handle = await open(madePath(key, name), 'r').catch(() => undefined);
      return handle?.createReadStream();
    },
    async putMade(key, name, bytes) {
      const made = await receive(Readable.from([bytes]), bytes.byteLength);
      await moveDurably(made.path, madePath(key, name));
    },
    async sweep(before, known) {
      let gone = 0;
      for (const name of await namesIn(arrivals)) {
        if (!(await isOlder(join(arrivals, name), before))) continue;
        await rm(join(arrivals, name), { force: true });
        gone++;
      }
      for (const folder of await namesIn(root)) {
        if (!/^[0-9a-f]{2}$/.test(folder)) continue;
        gone += await sweepFolder(join(root, folder), { before, known });
      }
      return gone;
    },
  };
}

/** Counts and hashes what passes; ends the stream with FileTooLarge at the first byte too many. */
function measuring(maxBytes: number): { stream: Transform; size: () => number; sha256: () => string } {
  const hash = createHash('sha256');
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxBytes) return done(new FileTooLarge(maxBytes));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, size: () => size, sha256: () => hash.digest('hex') };
}

/** The rename itself has to be on the disk as well before a row may rely on it. */
async function moveDurably(from: string, to: string): Promise<void> {
  const folder = dirname(to);
  await mkdir(folder, { recursive: true });
  await rename(from, to);
  const handle = await open(folder, 'r').catch(() => undefined);
  // Windows knows no sync of a folder; there the file system itself takes care.
  await handle?.sync().catch(() => {});
  await handle?.close();
}

async function sweepFolder(
  folder: string,
  { before, known }: { before: Date; known: (keys: readonly string[]) => Promise<ReadonlySet<string>> },
): Promise<number> {
  const names = await namesIn(folder);
  const old: string[] = [];
  for (const name of names) if (KEY.test(name) && (await isOlder(join(folder, name), before))) old.push(name);
  if (old.length === 0) return 0;
  const kept = await known(old);
  const orphans = new Set(old.filter((key) => !kept.has(key)));
  for (const name of names) if (orphans.has(name.slice(0, 32))) await rm(join(folder, name), { force: true });
  return orphans.size;
}

async function isOlder(path: string, before: Date): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && found.mtime < before;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

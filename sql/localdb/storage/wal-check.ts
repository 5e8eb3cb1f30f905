// Tells a damaged write-ahead log from one that ends with a transaction cut short. SQLite itself takes the first frame
// whose checksum is wrong for the end, so a flipped bit would silently lose every commit behind it.
// Format: SQLite file format, section 4 (the write-ahead log).

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const HEADER = 32;
const FRAME_HEADER = 24;

/**
 * Whether commits that had reached the disk are behind a broken place. A commit is on the disk for certain when a frame of
 * a later transaction follows it, because each commit waits for the disk.
 */
export const isWalDamaged = (file: string): boolean => {
  const handle = openSync(file, 'r');
  try {
    const size = fstatSync(handle).size;
    if (size < HEADER) return false;
    const header = read(handle, 0, HEADER);
    const magic = header.readUInt32BE(0);
    const pageSize = header.readUInt32BE(8);
    const isBigEndian = magic === 0x377f0683;
    if (!isBigEndian && magic !== 0x377f0682) return true;
    let sum = add([0, 0], header, 0, 24, isBigEndian);
    if (sum[0] !== header.readUInt32BE(24) || sum[1] !== header.readUInt32BE(28)) return true;
    if (pageSize < 512 || pageSize > 65536) return true;
    const frameSize = FRAME_HEADER + pageSize;
    let isBroken = false;
    let hasCommitBehind = false;
    for (let at = HEADER; at + frameSize <= size; at += frameSize) {
      const frame = read(handle, at, frameSize);
      // Frames of the log's earlier use, before it was begun anew, have other salts.
      const isCurrent = frame.compare(header, 16, 24, 8, 16) === 0;
      if (!isBroken) {
        const next = add(add(sum, frame, 0, 8, isBigEndian), frame, FRAME_HEADER, frameSize, isBigEndian);
        if (isCurrent && next[0] === frame.readUInt32BE(16) && next[1] === frame.readUInt32BE(20)) {
          sum = next;
          continue;
        }
        isBroken = true;
      }
      if (!isCurrent) continue;
      if (hasCommitBehind) return true;
      hasCommitBehind = frame.readUInt32BE(4) !== 0;
    }
    return false;
  } finally {
    closeSync(handle);
  }
};

type Sum = readonly [number, number];

const add = (sum: Sum, bytes: Buffer, from: number, to: number, isBigEndian: boolean): Sum => {
  let [a, b] = sum;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = from; i < to; i += 8) {
    a = (a + view.getUint32(i, !isBigEndian) + b) >>> 0;
    b = (b + view.getUint32(i + 4, !isBigEndian) + a) >>> 0;
  }
  return [a, b];
};

const read = (handle: number, at: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  readSync(handle, bytes, 0, length, at);
  return bytes;
};

// Pictures: every upload is decoded and written anew, so that what is stored is a picture and nothing else (no position, no camera, no
// second file behind the first), and previews are made once for each size.

import { Readable } from 'node:stream';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import type { ResourceDefinition } from '../../metadata/kinds/resource.ts';
import type { FileStore } from '../file-store.ts';

/** Decoded size at most: a picture of a few kilobytes may unpack to gigabytes. */
const MOST_PIXELS = 50_000_000;
const MOST_FRAMES = 200;
const SECONDS = 20;
/** Sizes of previews, longer side in pixels. A list, so that nobody fills the disk by asking for every number. */
export const previewSizes: readonly number[] = [64, 120, 240, 480, 960, 1600];

export interface PreparedPicture {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly ending: string;
  readonly width: number;
  readonly height: number;
}

const FORMATS: Readonly<Record<string, { contentType: string; ending: string }>> = {
  jpeg: { contentType: 'image/jpeg', ending: 'jpg' },
  png: { contentType: 'image/png', ending: 'png' },
  webp: { contentType: 'image/webp', ending: 'webp' },
  gif: { contentType: 'image/gif', ending: 'gif' },
  heif: { contentType: 'image/avif', ending: 'avif' },
};

/** The picture as the resource wants it; undefined when it is none that can be read, or too large to be read. */
export async function preparePicture(path: string, wanted: ResourceDefinition['image']): Promise<PreparedPicture | undefined> {
  try {
    const known = await sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error' }).metadata();
    const frames = known.pages ?? 1;
    if (
      FORMATS[known.format] === undefined ||
      frames > MOST_FRAMES ||
      known.width * (known.pageHeight ?? known.height) * frames > MOST_PIXELS
    )
      return undefined;
    const isMoving = frames > 1 && wanted.format !== 'jpeg';
    const picture = sharp(path, { limitInputPixels: MOST_PIXELS, failOn: 'error', animated: isMoving })
      .timeout({ seconds: SECONDS })
      .autoOrient();
    if (wanted.fit !== 'none' && (wanted.width !== undefined || wanted.height !== undefined))
      picture.resize({ width: wanted.width, height: wanted.height, fit: wanted.fit, withoutEnlargement: true });
    const format = wanted.format === 'keep' ? known.format : wanted.format;
    const { data, info } = await encoded(picture, format).toBuffer({ resolveWithObject: true });
    const made = FORMATS[format];
    return made === undefined ? undefined : { bytes: data, ...made, width: info.width, height: info.pageHeight ?? info.height };
  } catch {
    // Broken and hostile files end here; what was wrong with them concerns nobody.
    return undefined;
  }
}

/** A preview of a stored picture as WebP; made at the first request, then kept beside it. */
export async function openPreview(store: FileStore, key: string, size: number): Promise<Readable> {
  const name = `w${size}`;
  const made = await store.openMade(key, name);
  if (made !== undefined) return made;
  const source = await store.open(key);
  const shrink = sharp({ limitInputPixels: MOST_PIXELS })
    .timeout({ seconds: SECONDS })
    .resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 });
  source.once('error', (error) => shrink.destroy(error));
  const bytes = await source.pipe(shrink).toBuffer();
  await store.putMade(key, name, bytes);
  return Readable.from([bytes]);
}

/** The size from the list that is closest to the wish and not smaller, if there is one. */
export function previewSize(wish: number): number {
  return previewSizes.find((size) => size >= wish) ?? previewSizes.at(-1) ?? wish;
}

function encoded(picture: Sharp, format: string): Sharp {
  switch (format) {
    case 'jpeg':
      return picture.flatten({ background: '#ffffff' }).jpeg({ quality: 86, mozjpeg: true });
    case 'png':
      return picture.png();
    case 'gif':
      return picture.gif();
    case 'heif':
      return picture.avif({ quality: 60, effort: 3 });
    default:
      return picture.webp({ quality: 86 });
  }
}

// The mark as files: an icon for tabs, and pictures for home screens, where the system wants an opaque square.

import sharp from 'sharp';
import type { BuiltFile } from '../assets.ts';

const PETROL = '#0b6b74';
const SHAPES =
  '<path fill="none" stroke="#fff" d="M9.2 21.6V9.6a2 2 0 0 1 2-2h3.4a5.2 5.2 0 0 1 0 10.4" stroke-width="2.5" stroke-linecap="round"/><circle fill="#fff" cx="13.6" cy="18" r="2.2"/>';

export async function drawIcons(): Promise<BuiltFile[]> {
  const rounded = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><rect width="28" height="28" rx="7" fill="${PETROL}"/>${SHAPES}</svg>`;
  // Launchers cut a circle out of the middle 80 %: the mark has to stay inside.
  const square = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 36 36"><rect x="-4" y="-4" width="36" height="36" fill="${PETROL}"/>${SHAPES}</svg>`;
  const pngs = [180, 192, 512].map(async (size) => ({
    name: `icon-${size}.png`,
    content: await sharp(Buffer.from(square), { density: 72 * (size / 28) })
      .resize(size, size)
      .png({ palette: true })
      .toBuffer(),
    isHashed: true,
  }));
  const tab = await sharp(Buffer.from(rounded), { density: 300 }).resize(32, 32).png().toBuffer();
  return [
    { name: 'icon.svg', content: rounded, isHashed: true },
    // Browsers take a PNG under this name too.
    { name: 'favicon.ico', content: tab, isHashed: false },
    ...(await Promise.all(pngs)),
  ];
}

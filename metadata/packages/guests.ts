// Guests: what the component gallery brings into a database. It shows what the platform can do and belongs to nobody's solution, so the
// export of a whole solution has none of it; a selection has what it names. Its names are reserved: definitions `gal-…`, objects `gal_…`,
// procedures of its components `…_gal-…`.

import type { PackageItem } from './items.ts';

const DEFINITION = /^definitions\/[^/]+\/gal-/i;
const OBJECT = /^(?:tables|types|sequences|objects\/[^/]+)\/(?:gal_|[a-z]+_gal-)/i;

export function isGuest({ path }: Pick<PackageItem, 'path'>): boolean {
  return DEFINITION.test(path) || OBJECT.test(path);
}

/** Scope of the gallery's migrations and name of its package. */
export const guestScope = 'gallery';

// Scalar functions that need the catalogue, by name. They are bound like other scalar functions; their calls get a
// CatalogSession.

import { objectFunctions } from './metadata/object-functions.ts';
import { principalFunctions } from './metadata/principal-functions.ts';
import { propertyFunctions } from './metadata/property-functions.ts';
import { serverFunctions } from './metadata/server-functions.ts';
import type { MetadataFunction } from './metadata/metadata-function.ts';

export type { CatalogSession, MetadataFunction } from './metadata/metadata-function.ts';

const metadataFunctions: readonly MetadataFunction[] = [
  ...objectFunctions,
  ...propertyFunctions,
  ...serverFunctions,
  ...principalFunctions,
];

const BY_NAME: ReadonlyMap<string, MetadataFunction> = new Map(metadataFunctions.map((f) => [f.name, f]));

export const findMetadataFunction = (name: string): MetadataFunction | undefined => BY_NAME.get(name.toUpperCase());

// Packages: a solution as a folder or a zip that goes into git and from one installation to another. This is the folder's public face.

export { readKnown } from './packages/bases.ts';
export { MOST_ROWS } from './packages/data-read.ts';
export type { DataCandidate } from './packages/data-read.ts';
export { dataPath, readSpecs, splitTable } from './packages/data-spec.ts';
export type { DataSpec } from './packages/data-spec.ts';
export { dataChoice, exportFiles, exportPackage, readItems, zipOf } from './packages/export.ts';
export type { ExportResult, ExportSelection } from './packages/export.ts';
export { guestScope, isGuest } from './packages/guests.ts';
export { importPackage, planImport, planUndo, undoImport } from './packages/import.ts';
export type { ImportOptions, ImportProgress, ImportResult, ModuleWriter } from './packages/import.ts';
export type { Items, ItemType, PackageItem } from './packages/items.ts';
export { isEmptyPlan } from './packages/plan.ts';
export type { ImportPlan, PlannedItem } from './packages/plan.ts';
export { PackageUnreadable, manifestFile, readPackage, readZip } from './packages/read.ts';
export type { Package, PackageFiles } from './packages/read.ts';
export { stepsOf } from './packages/steps.ts';
export type { Step } from './packages/steps.ts';

// What a solution consists of: definitions, T-SQL modules, roles, settings, packages; with their history.

import type { Generated, GeneratedAlways } from 'kysely';
import type { Created } from './column.ts';

export interface DefinitionTable {
  kind: string;
  code: string;
  /** JSON. */
  body: string;
  draft: string | null;
  /** Who wrote the draft last, and when. */
  draftBy: string | null;
  draftAt: Date | null;
  version: Generated<number>;
  /** The platform's revision of the row's last change; kept by the trigger. */
  revision: Generated<string>;
  updated: Created;
  updatedBy: string | null;
}

export interface DefinitionHistoryTable {
  id: GeneratedAlways<string>;
  kind: string;
  code: string;
  version: number;
  revision: string;
  /** The body after the change; of a deletion the last one. */
  body: string | null;
  action: 'insert' | 'update' | 'delete';
  comment: string | null;
  changed: Created;
  changedBy: string | null;
}

export interface RevisionTable {
  id: number;
  number: string;
}

export interface RoleTable {
  id: GeneratedAlways<number>;
  code: string;
  isActive: boolean;
  requireTotp: boolean;
}

/** Versions of T-SQL modules; `definition` is null for one that was dropped. */
export interface ModuleHistoryTable {
  id: GeneratedAlways<string>;
  schemaName: string;
  name: string;
  type: string;
  definition: string | null;
  source: 'workshop' | 'wizard' | 'package' | 'outside' | 'restore';
  comment: string | null;
  changed: Created;
  changedBy: string | null;
}

export interface SettingTable {
  code: string;
  value: string | null;
  category: string | null;
  isSecret: Generated<boolean>;
  updated: Created;
  updatedBy: string | null;
}

export interface PackageItemTable {
  path: string;
  package: string;
  digest: string;
  changed: Created;
}

export interface PackageDataTable {
  package: string;
  /** With its schema. */
  tableName: string;
  /** JSON. */
  spec: string;
}

export interface PackageImportTable {
  id: GeneratedAlways<number>;
  package: string;
  imported: Created;
  importedBy: string | null;
  summary: string;
  before: string;
  undone: Date | null;
  undoneBy: string | null;
}

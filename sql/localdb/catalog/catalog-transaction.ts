// What a change of the catalogue asks of the transaction that makes it: to undo it on rollback, and to write the
// changed definition when it commits. Storage's Transaction is one; temporary objects need only `logUndo`.

export interface CatalogTransaction {
  /** Runs when the transaction, or the part of it back to a savepoint, is rolled back; last logged first. */
  logUndo(undo: () => void): void;
  /** Marks a definition as changed; at commit the store asks for its text. Marking twice is harmless. */
  touchDefinition(databaseId: number, entryId: number): void;
}

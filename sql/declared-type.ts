// A built-in type with its length, precision and scale: as the catalogue has it, and as T-SQL writes it in a declaration.

export interface DeclaredType {
  /** The base type in lower case, also for alias types: `nvarchar`, `decimal`, ...; `table` for a table type. */
  readonly name: string;
  /** Characters or bytes; 'max' for (max) and large objects. */
  readonly length: number | 'max';
  readonly precision: number;
  readonly scale: number;
}

/** What `sys.columns`, `sys.parameters` and `sys.types` say of a type. */
export interface CatalogueType {
  readonly name: string;
  /** Bytes; -1 for (max). */
  readonly maxLength: number;
  readonly precision: number;
  readonly scale: number;
}

const TWO_BYTE_TYPES: ReadonlySet<string> = new Set(['nvarchar', 'nchar']);

export const declaredType = ({ name, maxLength, precision, scale }: CatalogueType): DeclaredType => ({
  name: name.toLowerCase(),
  length: maxLength < 0 ? 'max' : TWO_BYTE_TYPES.has(name.toLowerCase()) ? maxLength / 2 : maxLength,
  precision,
  scale,
});

/** `nvarchar(64)`, `decimal(18, 2)`, `datetime2(3)`, `rowversion`. */
export const typeText = ({ name, length, precision, scale }: DeclaredType): string => {
  if (name === 'decimal' || name === 'numeric') return `${name}(${precision}, ${scale})`;
  if (name === 'datetime2' || name === 'time' || name === 'datetimeoffset') return `${name}(${scale})`;
  if (name === 'timestamp') return 'rowversion';
  return /^(?:n?(?:var)?char|(?:var)?binary)$/.test(name) ? `${name}(${length})` : name;
};

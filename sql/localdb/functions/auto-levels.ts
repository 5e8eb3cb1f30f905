// The levels of FOR JSON AUTO and FOR XML AUTO: one for each table of the select list, in order of first appearance.

/** A column of a query with the table that it is read from. */
export interface SourceColumn {
  /** Index of the table in order of first appearance in the select list; -1 for an expression. */
  readonly source: number;
  /** The table's alias, or its name as written; '' for an expression. */
  readonly alias: string;
}

export interface AutoLevel {
  readonly alias: string;
  /** Indexes of the level's columns in the select list. */
  readonly columns: readonly number[];
}

/**
 * Spreads columns over levels, outermost first. An expression joins the level of the table column before it, or the
 * first level. `firstSource` names the only level of a query that reads no table column at all.
 */
export const autoLevels = (columns: readonly SourceColumn[], firstSource: string): readonly AutoLevel[] => {
  const levels: { source: number; alias: string; columns: number[] }[] = [];
  const leading: number[] = [];
  let current: (typeof levels)[number] | undefined;
  columns.forEach(({ source, alias }, i) => {
    if (source >= 0) {
      const known = levels.find((l) => l.source === source);
      if (known) current = known;
      else {
        current = { source, alias, columns: levels.length === 0 ? leading : [] };
        levels.push(current);
      }
    }
    (current?.columns ?? leading).push(i);
  });
  return levels.length > 0 ? levels : [{ alias: firstSource, columns: leading }];
};

/** Index of the outermost level whose content is not that of the row before; the innermost is always new. */
export const firstChangedLevel = (previous: readonly string[] | undefined, current: readonly string[]): number => {
  if (!previous) return 0;
  for (let i = 0; i < current.length - 1; i++) if (previous[i] !== current[i]) return i;
  return current.length - 1;
};

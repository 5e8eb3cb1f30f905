// Formatting T-SQL. The library comes with the first press of the button.

/** The text in our layout; batches each on their own. Throws when the library cannot read it. */
export async function formatSql(text: string): Promise<string> {
  const { formatDialect, transactsql } = await import('sql-formatter');
  const batches = text.split(/^[ \t]*GO[ \t]*;?[ \t]*$/im);
  return batches
    .map((batch) =>
      batch.trim() === ''
        ? ''
        : formatDialect(batch, {
            dialect: transactsql,
            tabWidth: 2,
            keywordCase: 'upper',
            linesBetweenQueries: 1,
            expressionWidth: 120,
            logicalOperatorNewline: 'before',
          }),
    )
    .join('\nGO\n')
    .concat('\n');
}

// The syntax tree's public face: node types of expressions, queries, statements and definitions.
export * from './expression.ts';
export * from './query.ts';
export * from './statement.ts';
export * from './definition.ts';

// Texts of table.

export const table = {};

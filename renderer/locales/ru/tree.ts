// Texts of tree.

export const tree = {};

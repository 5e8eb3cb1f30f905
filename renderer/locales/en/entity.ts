// Texts of entity.

export const entity = {};

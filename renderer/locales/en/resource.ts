// Texts of resource.

export const resource = {};

// Texts of notifications.

export const notifications = {};

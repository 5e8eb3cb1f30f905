// Texts of chat.

export const chat = {};

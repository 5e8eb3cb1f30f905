// Said by the scripts of the texts.

export const textsClient = {
  saving: 'Saving…',
  saved: 'Saved: {name}',
};

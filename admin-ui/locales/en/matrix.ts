// The script of the matrix of roles.

export const matrix = {
  changed_one: '{count} change',
  changed_other: '{count} changes',
};

// The script of the developer's toolbar.

export const toolbar = {
  copy: 'Copy',
  copied: 'The call is in the clipboard',
  open: 'Open in the workshop',
};

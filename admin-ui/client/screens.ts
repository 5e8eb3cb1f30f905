// Scripts of screens by the value of `data-screen`: one line each, loaded when the screen is open.

export type StartScreen = (root: HTMLElement) => void | Promise<void>;

export const screens: Record<string, () => Promise<StartScreen>> = {
  matrix: async () => (await import('./matrix.ts')).startMatrix,
  'definition-list': async () => (await import('./editor/list.ts')).startList,
  'definition-editor': async () => (await import('./editor/editor.ts')).startEditor,
  'trace-entries': async () => (await import('./toolbar.ts')).startTraceEntries,
  toolbar: async () => (await import('./toolbar.ts')).startToolbar,
  workshop: async () => (await import('./workshop/screen.ts')).startWorkshop,
  'wizard-field': async () => (await import('./wizard/field.ts')).startField,
  'wizard-object': async () => (await import('./wizard/object.ts')).startObject,
  'wizard-role': async () => (await import('./wizard/role.ts')).startRole,
  'package-export': async () => (await import('./versions/export.ts')).startExport,
  'package-import': async () => (await import('./versions/import.ts')).startImport,
  'data-grid': async () => (await import('./data/grid.ts')).startGrid,
  look: async () => (await import('./look/look.ts')).startLook,
  'texts-grid': async () => (await import('./texts/grid.ts')).startTextsGrid,
  'content-editor': async () => (await import('./texts/content-editor.ts')).startContentEditor,
  'label-import': async () => (await import('./texts/label-import.ts')).startLabelImport,
};

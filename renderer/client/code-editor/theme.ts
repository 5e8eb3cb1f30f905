// The editor's looks, by the theme's custom properties: light and dark are the page's business.

import { EditorView } from '@codemirror/view';

const color = (name: string) => `var(--pg-${name})`;

export const codeTheme = EditorView.theme({
  '&': {
    position: 'relative',
    border: `1px solid ${color('control-line')}`,
    borderRadius: color('radius-sm'),
    backgroundColor: color('surface'),
    color: color('text'),
    fontSize: '.8125rem',
  },
  '&.cm-focused': { outline: `2px solid ${color('focus')}`, outlineOffset: '1px' },
  '.has-error &': { borderColor: color('danger') },
  '.cm-scroller': {
    fontFamily: '"JetBrains Mono Variable", ui-monospace, Consolas, monospace',
    lineHeight: '1.25rem',
    flex: '1 1 auto',
  },
  '.cm-scroller.code-editor-field': { maxHeight: '32rem' },
  '.cm-content': { caretColor: color('text'), minHeight: '3.75rem', padding: '.375rem 0' },
  // Of the surface: it ends with the last line, the editor does not.
  '.cm-gutters': { backgroundColor: color('surface'), color: color('text-3'), border: 'none' },
  '.cm-activeLine': { backgroundColor: 'transparent' },
  '.cm-activeLineGutter': { backgroundColor: 'transparent', color: color('text') },
  '&.cm-focused .cm-activeLine': { backgroundColor: color('hover') },
  '.cm-foldPlaceholder': {
    border: `1px solid ${color('line-strong')}`,
    backgroundColor: color('light'),
    color: color('text-2'),
    padding: '0 .25rem',
  },
  '&.cm-focused .cm-matchingBracket, .cm-matchingBracket': {
    backgroundColor: color('primary-soft'),
    outline: `1px solid ${color('primary-line')}`,
  },
  '.cm-nonmatchingBracket': { backgroundColor: color('danger-soft') },
  '.cm-tooltip': {
    border: `1px solid ${color('line')}`,
    borderRadius: color('radius-sm'),
    backgroundColor: color('raised'),
    color: color('text'),
    boxShadow: color('shadow-pop'),
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '.125rem .5rem' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': { backgroundColor: color('selected'), color: color('text') },
  '.cm-completionDetail': { color: color('text-2') },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600', color: color('primary-ink') },
  '.cm-panels': { backgroundColor: color('sunken'), color: color('text') },
  '.cm-panels.cm-panels-top': { borderBottom: `1px solid ${color('line')}` },
  '.code-editor-find': { display: 'flex', alignItems: 'center', gap: '.25rem', padding: '.25rem .5rem' },
  '.code-editor-find input': { flex: '0 1 16rem', minWidth: '0' },
  '.code-editor-count': { minWidth: '3.5rem', color: color('text-2'), fontSize: '.75rem' },
  '.code-editor-match': { backgroundColor: color('warning-soft'), outline: `1px solid ${color('warning-line')}` },
  '.code-editor-hint': {
    position: 'absolute',
    right: '.5rem',
    bottom: '.25rem',
    padding: '0 .375rem',
    borderRadius: '.25rem',
    backgroundColor: color('sunken'),
    color: color('text-2'),
    fontSize: '.6875rem',
    opacity: '0',
    pointerEvents: 'none',
  },
  '&.cm-focused .code-editor-hint': { opacity: '1' },
  '.tok-keyword, .tok-atom, .tok-bool': { color: color('code-keyword'), fontWeight: '600' },
  '.tok-string, .tok-string2, .tok-literal': { color: color('code-string') },
  '.tok-number': { color: color('code-number') },
  '.tok-comment': { color: color('code-comment'), fontStyle: 'italic' },
  '.tok-typeName, .tok-className, .tok-propertyName, .tok-definition': { color: color('code-name') },
  '.tok-heading': { fontWeight: '600' },
  '.tok-link': { color: color('link'), textDecoration: 'underline' },
  '.tok-invalid': { color: color('danger') },
});

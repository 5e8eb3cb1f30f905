// The frame of the editor: head with tabs and buttons, three panes. Its script fills them.

import type { RequestContext } from '../../engine/request-context.ts';
import { html } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { icon } from '../../renderer/icons.ts';
import { kinds } from '../../metadata/kinds.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { ta } from '../texts.ts';
import { editorUrl, kindTitle } from './list-view.ts';

/** Icons that the script draws with: their markup comes with the page, so that the script carries none. */
const glyphs = [
  ...['grip-vertical', 'plus-lg', 'copy', 'trash', 'check2-square', 'arrow-counterclockwise', 'x', 'search', 'gear', 'display', 'phone'],
  ...['exclamation-circle', 'exclamation-triangle', 'chevron-right', 'chevron-down', 'pencil', 'eye-slash', 'arrow-clockwise', 'check-lg'],
  ...[
    'type',
    'text-paragraph',
    '123',
    'calendar3',
    'list-ul',
    'toggle-on',
    'paperclip',
    'code',
    'diagram-2',
    'puzzle',
    'arrow-up',
    'arrow-down',
  ],
  ...['file-earmark-plus', 'box-arrow-up-right', 'question-circle', 'table', 'image', 'at', 'lock', 'palette', 'star', 'dash'],
];

export function editorBody(ctx: RequestContext, { kind, code }: { kind: KindName; code: string }): SafeHtml {
  const { lang } = ctx;
  const tab = (name: string, text: string, isPressed: boolean): SafeHtml =>
    html`<button type="button" class="btn" data-tab="${name}" aria-pressed="${String(isPressed)}">${text}<span class="badge badge-danger ml-1" data-tab-count hidden></span></button>`;
  return html`<div class="builder editor" data-screen="definition-editor" data-kind="${kind}" data-code="${code}" data-url="${editorUrl({ kind, code })}">
    <div class="builder-head">
      <nav aria-label="${ta(lang, 'definitions.trail')}"><ol class="breadcrumb mb-0">
        <li class="breadcrumb-item"><a href="/admin/definitions?kind=${kind}">${kindTitle(ctx, kind)}</a></li>
      </ol></nav>
      <h1 tabindex="-1">${icon(kinds[kind].icon)} <span data-editor-title></span> <span class="mono muted">${code}</span></h1>
      <span class="status status-secondary" data-editor-state role="status"></span>
      <div class="segmented" role="group" aria-label="${ta(lang, 'definitions.views')}">
        ${tab('design', ta(lang, 'definitions.tabDesign'), true)}
        ${tab('json', 'JSON', false)}
        ${kinds[kind].procedures.length > 0 ? tab('procedures', ta(lang, 'definitions.tabProcedures'), false) : ''}
        ${tab('history', ta(lang, 'definitions.tabHistory'), false)}
      </div>
      <span class="push cluster">
        <button type="button" class="btn btn-icon btn-quiet" data-editor-undo disabled aria-label="${ta(lang, 'definitions.undo')}" title="${ta(lang, 'definitions.undo')} (Ctrl+Z)">${icon('arrow-counterclockwise')}</button>
        <button type="button" class="btn btn-icon btn-quiet" data-editor-redo disabled aria-label="${ta(lang, 'definitions.redo')}" title="${ta(lang, 'definitions.redo')} (Ctrl+Y)">${icon('arrow-clockwise')}</button>
        <button type="button" class="btn btn-quiet" data-editor-discard hidden>${ta(lang, 'definitions.discard')}</button>
        <button type="button" class="btn btn-outline-secondary" data-editor-draft disabled>${ta(lang, 'definitions.saveDraft')}</button>
        <button type="button" class="btn btn-primary" data-editor-publish disabled>${ta(lang, 'definitions.publish')}</button>
      </span>
    </div>
    <div class="editor-heed"><p class="editor-notice" data-editor-notice role="status" hidden></p><div class="editor-notes" data-editor-notes></div></div>
    <div class="editor-panel editor-design" data-panel="design">
      <section class="builder-pane" data-editor-outline aria-label="${ta(lang, 'definitions.parts')}"></section>
      <section class="builder-pane builder-pane-stage" data-editor-stage aria-label="${ta(lang, 'definitions.preview')}"></section>
      <section class="builder-pane" data-editor-options aria-label="${ta(lang, 'definitions.options')}"></section>
    </div>
    <div class="editor-panel editor-json" data-panel="json" hidden></div>
    <div class="editor-panel editor-page" data-panel="procedures" hidden></div>
    <div class="editor-panel editor-page" data-panel="history" hidden></div>
    <template data-editor-glyphs>${glyphs.map((name) => html`<span data-glyph="${name}">${icon(name)}</span>`)}</template>
  </div>`;
}

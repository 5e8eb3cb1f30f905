import { html } from '../../html.ts';
import type { SafeHtml } from '../../html.ts';
import type { RenderContext } from '../../page-context.ts';
import type { TableView } from '../view.ts';

export function renderCards(_view: TableView, _page: RenderContext): SafeHtml {
  return html``;
}

// The generated reference as pages: one for each kind, made from the same schemas as the editors.

import MarkdownIt from 'markdown-it';
import { referenceMarkdown } from '../../metadata/docs/reference.ts';
import { isKindName } from '../../metadata/kinds.ts';
import type { Lang } from '../../renderer/locale.ts';

// Our own text, but nobody's HTML: what a schema says is text.
const markdown = new MarkdownIt({ html: false, linkify: false });
const made = new Map<Lang, ReadonlyMap<string, string>>();

/** HTML of the part of a kind, or of `shared-shapes`; undefined when there is none. */
export function referenceOf(lang: Lang, part: string): string | undefined {
  let parts = made.get(lang);
  if (parts === undefined) {
    parts = partsOf(referenceMarkdown(lang));
    made.set(lang, parts);
  }
  return parts.get(part);
}

/** By kind; the part after all kinds is that of shapes that several of them use. */
function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const section of text.split(/^## /m).slice(1)) {
    const end = section.indexOf('\n');
    const heading = section.slice(0, end).trim();
    parts.set(isKindName(heading) ? heading : 'shared-shapes', withAnchors(markdown.render(section.slice(end + 1))));
  }
  return parts;
}

/** Each option can be linked to by its name; links between kinds lead to their pages; wide tables scroll inside themselves. */
function withAnchors(html: string): string {
  return html
    .replace(/<tr>\n<td><code>([\w.-]+)<\/code><\/td>/g, '<tr id="$1">\n<td><code>$1</code></td>')
    .replace(/href="#([\w-]+)"/g, (_link, anchor: string) => `href="/admin/help/${kindOfAnchor(anchor)}"`)
    .replaceAll('<pre>', '<pre tabindex="0">')
    .replaceAll('<table>', '<div class="table-scroll" tabindex="0" role="region" aria-label="options"><table class="table">')
    .replaceAll('</table>', '</table></div>');
}

/** Anchors of the document are in small letters. */
function kindOfAnchor(anchor: string): string {
  return CAMEL[anchor] ?? (isKindName(anchor) ? anchor : 'shared-shapes');
}

const CAMEL: Readonly<Record<string, string>> = { notificationtype: 'notificationType', mailtemplate: 'mailTemplate' };

// Markdown that users wrote, as safe HTML.

import MarkdownIt from 'markdown-it';
import type { SafeHtml } from '../../renderer/html.ts';
import { sanitizeUserHtml } from '../../renderer/sanitize.ts';

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });

export function renderMarkdown(text: string): SafeHtml {
  return sanitizeUserHtml(markdown.render(text));
}

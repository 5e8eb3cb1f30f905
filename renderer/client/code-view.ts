// Source code that is only read, `<pre class="code-view" data-language="sql">`, in any markup. Plain text until it comes into sight, then
// coloured by the editor's grammars, without an editor: it is selected, searched and copied as the text that it is.

import { LanguageSupport } from '@codemirror/language';
import { classHighlighter, highlightTree } from '@lezer/highlight';
import { isCodeLanguage, loadLanguage } from './code-editor/languages.ts';
import { element } from './element.ts';

/** Whatever is longer stays plain: nobody reads colours there, and the browser would be busy. */
const LONGEST = 200_000;
const seen = new WeakSet<Element>();

const watch = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    watch.unobserve(target);
    colour(target as HTMLElement).catch((error: unknown) => console.error('the code stays plain', error));
  }
});

export function startCodeViews(views: Iterable<HTMLElement>): void {
  for (const view of views) {
    if (seen.has(view)) continue;
    seen.add(view);
    watch.observe(view);
  }
}

async function colour(view: HTMLElement): Promise<void> {
  const { language } = view.dataset;
  const text = view.textContent ?? '';
  if (!isCodeLanguage(language) || text.length > LONGEST) return;
  const support = await loadLanguage(language);
  if (!(support instanceof LanguageSupport)) return;
  const parts: (string | HTMLElement)[] = [];
  let end = 0;
  highlightTree(support.language.parser.parse(text), classHighlighter, (from, to, classes) => {
    parts.push(text.slice(end, from), element('span', { class: classes }, text.slice(from, to)));
    end = to;
  });
  view.replaceChildren(...parts, text.slice(end));
}

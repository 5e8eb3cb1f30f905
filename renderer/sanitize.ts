// HTML that people wrote: kept where it is text with structure, stripped of everything that runs, loads or imitates the cabinet.

import sanitizeHtml from 'sanitize-html';
import { SafeHtml } from './html.ts';

const TEXT_TAGS = [
  'p',
  'br',
  'hr',
  'div',
  'span',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'ul',
  'ol',
  'li',
  'dl',
  'dt',
  'dd',
  'blockquote',
  'pre',
  'code',
  'kbd',
  'samp',
  'a',
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'del',
  'ins',
  'mark',
  'small',
  'sub',
  'sup',
  'abbr',
  'time',
  'img',
  'figure',
  'figcaption',
  'table',
  'caption',
  'thead',
  'tbody',
  'tfoot',
  'tr',
  'th',
  'td',
];
/** Classes that only shape text; positioned or full-screen ones could cover the cabinet's own controls. */
const TEXT_CLASSES = [
  'text-*',
  'font-weight-*',
  'badge',
  'badge-*',
  'table',
  'table-sm',
  'table-bordered',
  'num',
  'muted',
  'nowrap',
  'mono',
  'lead',
  'small',
  'mb-*',
  'mt-*',
  'status',
  'status-*',
  'alert',
  'alert-*',
  'list-unstyled',
];

const textOptions: sanitizeHtml.IOptions = {
  allowedTags: TEXT_TAGS,
  allowedAttributes: {
    a: ['href', 'title', 'target', 'rel'],
    img: ['src', 'alt', 'width', 'height', 'loading'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
    ol: ['start', 'type'],
    time: ['datetime'],
    abbr: ['title'],
    '*': ['lang', 'dir'],
  },
  allowedClasses: { '*': TEXT_CLASSES },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['data'] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: 60,
  transformTags: { a: safeLink, img: sanitizeHtml.simpleTransform('img', { loading: 'lazy' }), h1: 'h2' },
  // Only pictures of this site: others would tell their owners who reads what.
  exclusiveFilter: (frame) => frame.tag === 'img' && !/^\/(?![/])|^data:image\/(?:png|jpeg|gif|webp);/i.test(frame.attribs.src ?? ''),
};

const SNIPPET_ATTRIBUTES = ['data-*', 'id', 'class', 'role', 'title', 'aria-*', 'tabindex'];
const trustedOptions: sanitizeHtml.IOptions = {
  ...textOptions,
  allowedTags: [...TEXT_TAGS, 'section', 'article', 'aside', 'header', 'footer', 'nav', 'button', 'h1', 'details', 'summary'],
  allowedAttributes: { ...textOptions.allowedAttributes, '*': ['lang', 'dir', ...SNIPPET_ATTRIBUTES], button: ['type', 'disabled'] },
  // Without a list every class may stay: the `class` attribute itself is allowed.
  allowedClasses: {},
  transformTags: { a: safeLink, button: sanitizeHtml.simpleTransform('button', { type: 'button' }) },
  parser: { lowerCaseTags: true, lowerCaseAttributeNames: true },
};

/** HTML of users (fields of type html, comments, imported text): structure and links, no classes of the cabinet, no snippets. */
export function sanitizeUserHtml(markup: string): SafeHtml {
  return new SafeHtml(sanitizeHtml(markup, textOptions));
}

/** HTML that the solution's procedures made: the same without scripts, but snippets, buttons and Bootstrap's classes may stay. */
export function sanitizeSolutionHtml(markup: string): SafeHtml {
  return new SafeHtml(sanitizeHtml(markup, trustedOptions));
}

/** The text of a markup, for titles, exports and search. */
export function plainText(markup: string): string {
  return sanitizeHtml(markup.replace(/<(?:br|\/p|\/div|\/li|\/tr|\/h\d)\b[^>]*>/gi, ' $&'), { allowedTags: [], allowedAttributes: {} })
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim();
}

function safeLink(tagName: string, attribs: sanitizeHtml.Attributes): sanitizeHtml.Tag {
  // A page opened from ours must not be able to steer ours.
  return { tagName, attribs: attribs.target === '_blank' ? { ...attribs, rel: 'noopener noreferrer' } : withoutTarget(attribs) };
}

function withoutTarget(attribs: sanitizeHtml.Attributes): sanitizeHtml.Attributes {
  const { target: _target, ...rest } = attribs;
  return rest;
}

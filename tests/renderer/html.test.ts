// What protects the page from data: escaping, addresses, the sanitiser, icons and templates of definitions.

import { describe, expect, it } from 'vitest';
import { componentRoot, componentSrc } from '../../renderer/component-root.ts';
import { attr, attrs, html, raw, safeUrl } from '../../renderer/html.ts';
import { hasIcon, icon } from '../../renderer/icons.ts';
import { plainText, sanitizeSolutionHtml, sanitizeUserHtml } from '../../renderer/sanitize.ts';
import { compileUserTemplate } from '../../renderer/templates.ts';

const locale = { lang: 'ru', timeZone: 'Europe/Moscow' } as const;

describe('html', () => {
  it('escapes what is put in and keeps what is safe', () => {
    expect(html`<a title="${'"><script>'}">${raw('<b>1</b>')}${[1, null, false, '<']}</a>`.value).toBe(
      '<a title="&quot;&gt;&lt;script&gt;"><b>1</b>1&lt;</a>',
    );
  });

  it('prints attributes only when they have a value', () => {
    expect(attr('x', 'a"b').value + attr('y', true).value + attr('z', undefined).value).toBe(' x="a&quot;b" y');
    expect(attrs({ a: 0, b: false, c: '' }).value).toBe(' a="0" c=""');
  });

  it('lets only harmless schemes into addresses', () => {
    for (const url of [
      'javascript:alert(1)',
      ' java\tscript:alert(1)',
      'JAVASCRIPT:x',
      'data:text/html,x',
      'vbscript:x',
      '\u0001javascript:x',
    ]) {
      expect(safeUrl(url)).toBe('#');
    }
    for (const url of ['/order/1?a=b:c', 'https://example.com', 'mailto:a@b.c', '#part', '?page=2', 'tel:+7'])
      expect(safeUrl(url)).toBe(url);
  });

  it('gives a component what a refresh needs', () => {
    const root = {
      kind: 'table',
      code: 'orders',
      itemID: '5',
      params: new Map([
        ['state', 'a&"b'],
        ['itemID', '9'],
      ]),
    };
    expect(componentSrc(root)).toBe('/c/table/orders?itemID=5&state=a%26%22b');
    expect(componentRoot(root, '<x>').value).toBe(
      '<section class="as-component as-table" id="as-table-orders" data-kind="table" data-code="orders" data-itemid="5" data-src="/c/table/orders?itemID=5&amp;state=a%26%22b">&lt;x&gt;</section>',
    );
  });
});

describe('icons', () => {
  it('draws a known icon, escapes its label and takes no path', () => {
    expect(icon('house', { label: '"<' }).value).toMatch(/^<svg class="bi bi-house".*aria-label="&quot;&lt;"><path/);
    expect(hasIcon('../icons/house')).toBe(false);
    expect(icon('../../package').value).toContain('<circle');
  });
});

describe('sanitiser', () => {
  it('strips from users what runs, loads from elsewhere or imitates the cabinet', () => {
    const out = sanitizeUserHtml(
      '<div class="as-form modal text-danger" data-code="x" style="position:fixed" onclick="x"><img src=//evil/x><img src="/f/1" onerror=x><a href="javascript:x">a</a></div><script>x</script><iframe src=x></iframe><svg onload=x>',
    ).value;
    expect(out).toBe('<div class="text-danger"><img src="/f/1" loading="lazy" /><a>a</a></div>');
  });

  it('leaves snippets and buttons in markup of the solution, still without scripts', () => {
    const out = sanitizeSolutionHtml(
      '<div class="as-table" data-code="x" onclick="x"></div><button class="btn as-refresh" data-target="y" formaction="/x">a</button><script>x</script>',
    ).value;
    expect(out).toBe('<div class="as-table" data-code="x"></div><button class="btn as-refresh" data-target="y" type="button">a</button>');
  });

  it('gives the text of markup', () => {
    expect(plainText('<p>a</p><p>b &amp;&lt; c<br>d</p>')).toBe('a b &< c d');
  });
});

describe('templates of definitions', () => {
  it('escape by default, sanitise what asks for markup, reach no prototype', () => {
    const body = compileUserTemplate('{{a}}|{{{b}}}|{{&b}}|{{constructor}}|{{#each rows}}{{money sum}}{{/each}}');
    const out = body({ a: '<i>', b: '<b onclick=x>1</b><script>x</script>', rows: [{ sum: 1400 }] }, locale).value;
    expect(out).toBe('&lt;i&gt;|<b>1</b>|<b>1</b>||1\u00a0400\u00a0₽');
  });

  it('say at once what is wrong with their syntax', () => {
    expect(() => compileUserTemplate('{{#if a}}')).toThrow(/Parse error/);
    expect(() => compileUserTemplate('{{unknownHelper a}}')({}, locale)).toThrow(/unknownHelper/);
  });
});

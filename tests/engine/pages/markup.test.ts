import { describe, expect, it } from 'vitest';
import { compileMarkup, compileText } from '../../../engine/pages/markup.ts';

const SNIPPETS = new Set(['as-table', 'as-form']);

describe('compileMarkup', () => {
  it('cuts top-level snippets out of the static markup', () => {
    const { parts } = compileMarkup('<h2>A</h2><div class="as-table" data-code="orders"></div><p>B</p>', SNIPPETS);
    expect(parts.map((part) => part.type)).toEqual(['static', 'snippet', 'static']);
    expect(parts[0]).toEqual({ type: 'static', text: '<h2>A</h2>' });
    expect(parts[1]).toMatchObject({ snippet: 'as-table', code: [{ type: 'static', text: 'orders' }], itemID: undefined });
    expect(parts[2]).toEqual({ type: 'static', text: '<p>B</p>' });
  });

  it('reads attributes in any letter case and tokens in their values', () => {
    const { parts } = compileMarkup(
      '<DIV CLASS="card AS-Form" Data-Code="order" data-itemID="{itemID}" data-param-P1="{point}-x"></DIV>',
      SNIPPETS,
    );
    expect(parts).toHaveLength(1);
    expect(parts[0]).toMatchObject({
      snippet: 'as-form',
      itemID: [{ type: 'token', name: 'itemID' }],
      params: new Map([
        [
          'p1',
          [
            { type: 'token', name: 'point' },
            { type: 'static', text: '-x' },
          ],
        ],
      ]),
    });
  });

  it('replaces a snippet with everything inside it, also other snippets', () => {
    const { parts } = compileMarkup(
      '<div class="as-table" data-code="a"><p>loading</p><div class="as-form" data-code="b"></div></div>!',
      SNIPPETS,
    );
    expect(parts.map((part) => part.type)).toEqual(['snippet', 'static']);
  });

  it('finds snippets inside other elements and leaves those elements whole', () => {
    const { parts } = compileMarkup('<div class="row"><div class="col"><div class="as-table" data-code="a"></div></div></div>', SNIPPETS);
    expect(parts.map((part) => (part.type === 'static' ? part.text : part.type))).toEqual([
      '<div class="row"><div class="col">',
      'snippet',
      '</div></div>',
    ]);
  });

  it('keeps what follows an unclosed snippet inside it instead of failing', () => {
    const { parts } = compileMarkup('<div class="as-table" data-code="a"><b>', SNIPPETS);
    expect(parts.map((part) => part.type)).toEqual(['snippet']);
  });
});

describe('compileText', () => {
  it('knows tokens, html tokens, labels and both spellings of blocks', () => {
    expect(compileText('{name} {html:note} {t:order.title} {block:card} {sp-card}').filter((part) => part.type !== 'static')).toEqual([
      { type: 'token', name: 'name' },
      { type: 'html', name: 'note' },
      { type: 'label', key: 'order.title' },
      { type: 'block', code: 'card' },
      { type: 'block', code: 'card' },
    ]);
  });

  it('leaves braces that are no tokens', () => {
    expect(compileText('{ a } {1} {}')).toEqual([{ type: 'static', text: '{ a } {1} {}' }]);
  });
});

// The libraries that every page has: Bootstrap's plugins over jQuery slim, which page scripts of a solution may use too, and htmx.

import $ from 'jquery';
import htmx from 'htmx.org';
import 'bootstrap/js/dist/collapse.js';
import 'bootstrap/js/dist/dropdown.js';
import 'bootstrap/js/dist/modal.js';
import 'bootstrap/js/dist/tab.js';
import 'bootstrap/js/dist/toast.js';
import 'bootstrap/js/dist/tooltip.js';
import { activate } from './activate.ts';
import { csrfToken } from './request.ts';

export function startLibraries(): void {
  Object.assign(window, { $, jQuery: $, htmx });
  $(document.body).tooltip({ selector: '[data-toggle="tooltip"]', container: 'body', trigger: 'hover focus' });
  document.addEventListener('htmx:config:request', (event) => {
    const { request } = (event as CustomEvent<{ ctx: { request: { headers: Record<string, string> } } }>).detail.ctx;
    request.headers['x-csrf-token'] = csrfToken();
    request.headers['x-requested-with'] = 'htmx';
  });
  document.addEventListener('htmx:after:swap', (event) => {
    if (event.target instanceof Element) void activate(event.target);
  });
}

// The libraries that every page has: Bootstrap's plugins over jQuery slim, which page scripts of a solution may use too.

import $ from 'jquery';
import 'bootstrap/js/dist/collapse.js';
import 'bootstrap/js/dist/dropdown.js';
import 'bootstrap/js/dist/modal.js';
import 'bootstrap/js/dist/tab.js';
import 'bootstrap/js/dist/toast.js';
import 'bootstrap/js/dist/tooltip.js';

export function startLibraries(): void {
  Object.assign(window, { $, jQuery: $ });
  $(document.body).tooltip({ selector: '[data-toggle="tooltip"]', container: 'body', trigger: 'hover focus' });
}

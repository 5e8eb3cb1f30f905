// Files and paper: what the table shows now, with all its pages.

import { carryOut } from '../commands.ts';
import { showToast } from '../toast.ts';
import { readingUrl } from './component-address.ts';
import { ownOne, ownTarget, sayTable } from './own.ts';

export function startExport(root: HTMLElement): void {
  root.addEventListener('click', (event) => {
    const button = ownTarget(root, event.target, '[data-table-export]');
    if (button === undefined) return;
    showToast({ kind: 'info', text: sayTable('exporting') });
    void carryOut([{ type: 'download', url: readingUrl(root, button.dataset.tableExport === 'xlsx' ? 'xlsx' : 'csv') }]);
  });
  const print = ownOne<HTMLAnchorElement>(root, '[data-table-print]');
  if (print !== undefined) print.href = readingUrl(root, 'print');
}

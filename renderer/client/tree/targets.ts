// Refreshing other components for a chosen node: they are loaded anew with the node as a parameter, which stays theirs.

import { findTargets, refreshComponent } from '../refresh.ts';

export async function refreshTargets(targets: string, { param, value }: { param: string; value: string }): Promise<void> {
  const found = new Set(targets.split(',').flatMap((target) => findTargets(target.trim())));
  await Promise.all(
    [...found].map((element) => {
      const address = new URL(element.dataset.src ?? '', location.href);
      if (value === '') address.searchParams.delete(param);
      else address.searchParams.set(param, value);
      return refreshComponent(element, address.pathname + address.search);
    }),
  );
}
